using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Grains.Tests.PaymentIntents;

/// <summary>
/// What went wrong in the field between processors and software like ours. The numbers are those of
/// Processors.Tests/FieldFailures/README.md.
/// </summary>
public sealed class FieldFailureTests
{
    private static readonly TimeSpan ShortPeriod = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Failure_15_webhooks_that_a_firewall_refuses_never_come_again_and_polling_comes_to_the_same_end()
    {
        await using var firewall = await Firewall.Open();
        await using var house = await House.Build(webhookUrl: firewall.WebhookUrl);
        var order = await house.Opened("CC-1");
        await house.Control("CC-1", "pay");
        await house.PassToNextRead(ShortPeriod);
        await House.Until(order, view => view.Status == "Confirming");
        await house.Control("CC-1", "confirm");
        await house.PassToNextRead(ShortPeriod);

        var view = await House.Until(order, view => view.Status == "Settled");

        Assert.Equal(("Payment Status: Complete", "paid", "100.00", "0.00"),
            (view.CaseStatus, view.Outcome, view.AmountPaid, view.AmountDue));
        // One after another: when the last has come, none before it is still to be sent again.
        var refused = await House.Until(
            () => Task.FromResult(firewall.Refused), types => types.Contains("InvoiceSettled"));
        Assert.Equal(refused.Distinct(), refused);
    }

    [Fact]
    public async Task Failure_18_a_key_that_is_revoked_fails_no_open_payment_and_with_the_next_key_it_goes_on_at_once()
    {
        await using var house = await House.Build();
        var order = await house.Opened("CC-1");
        var configuration = (IConfigurationRoot)house.Silo.GetRequiredService<IConfiguration>();

        ChangeKey("a-revoked-key");
        await house.Control("CC-1", "pay");
        // Each failure doubles the pause before the next read, from 2 s on.
        var readCount = house.Calls.ReadCount;
        await house.PassUntil(TimeSpan.FromSeconds(10), () => Task.FromResult(house.Calls.ReadCount >= readCount + 6));
        Assert.DoesNotContain(await order.History(), entry => entry.Event is "InvoiceObserved" or "ReviewFlagged");
        Assert.Equal("pending", (await order.Get()).View!.Outcome);

        var changedAt = house.Clock.GetUtcNow();
        ChangeKey("sandbox-api-key");
        await house.PassUntil(TimeSpan.FromSeconds(1), async () => (await order.Get()).View!.Status == "Confirming");
        Assert.InRange(house.Clock.GetUtcNow() - changedAt, TimeSpan.Zero, TimeSpan.FromSeconds(30));

        void ChangeKey(string key)
        {
            configuration["Processors:sandbox:ApiKey"] = key;
            configuration.Reload();
        }
    }
}
