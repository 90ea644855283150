namespace CryptoPay.Grains.Tests.PaymentIntents;

/// <summary>Settled is not the end of looking, and one invoice hides no other.</summary>
public sealed class SettledTests
{
    private static readonly TimeSpan ShortPeriod = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_second_payment_after_settled_is_found_without_a_webhook_a_timer_or_a_reminder()
    {
        await using var house = await House.Build(strayLookUps: 0);
        var order = await Paid(house);
        await House.Until(() => house.Execute("SELECT count(*) FROM reminder"), count => count is 0L);

        var invoice = (await house.InvoicesOf("CC-1")).Single().GetProperty("invoiceId").GetString();
        await house.Control("CC-1", $"pay?amount=100.00&invoiceId={invoice}");
        await house.Forget();
        var readCount = house.Calls.ReadCount;
        await house.PassUntil(TimeSpan.FromMinutes(1),
            () => Task.FromResult(house.Clock.GetUtcNow() >= House.Start.AddMinutes(14)));
        Assert.Equal(readCount, house.Calls.ReadCount);

        await house.PassUntil(TimeSpan.FromSeconds(15), () => Task.FromResult(house.Calls.ReadCount > readCount));
        var view = await House.Until(order, view => view.ActionRequired == "review");
        Assert.Equal(("Settled", "paid", "200.00"), (view.Status, view.Outcome, view.AmountPaid));
        Assert.True(house.Clock.GetUtcNow() < House.Start.AddMinutes(17));
        Assert.Contains("overpaid", Assert.Single(house.Alerts.Of(1002)));
    }

    [Fact]
    public async Task It_is_read_three_times_more_and_then_no_more()
    {
        await using var house = await House.Build(strayLookUps: 0);
        var order = await Paid(house);
        var readCount = house.Calls.ReadCount;
        await house.PassUntil(TimeSpan.FromMinutes(10),
            () => Task.FromResult(house.Clock.GetUtcNow() >= House.Start.AddHours(30)));
        Assert.Equal(readCount + 3, house.Calls.ReadCount);
        Assert.Null(await house.Execute(
            "SELECT next_due FROM grain_state WHERE grain_key = 'default/CC-1' AND next_due IS NOT NULL"));
    }

    [Fact]
    public async Task An_invoice_that_cannot_be_read_hides_no_other_of_its_account()
    {
        await using var house = await House.Build(strayLookUps: 0);
        var order = await house.Opened("CC-1");
        await house.Control("CC-1", "expire");
        await house.PassToNextRead(ShortPeriod);
        await House.Until(order, view => view.Status == "Expired");
        await order.StartInvoice();
        await House.Until(order, view => view is { Status: "AwaitingPayment", OwesInvoice: false });
        await house.Control("CC-1", "pay");

        // The first read of a round is that of the first invoice.
        await house.Fault(new { on = "read", fail = "404", times = 1 });
        await house.PassToNextRead(ShortPeriod);
        await House.Until(order, view => view.Status == "Confirming");
    }

    private static async Task<Interfaces.IPaymentIntentGrain> Paid(House house)
    {
        var order = await house.Opened("CC-1");
        await house.Control("CC-1", "pay");
        await house.Control("CC-1", "confirm");
        await house.PassToNextRead(ShortPeriod);
        await House.Until(order, view => view.Outcome == "paid");
        return order;
    }
}
