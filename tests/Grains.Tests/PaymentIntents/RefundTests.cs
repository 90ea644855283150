using System.Collections.Immutable;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Grains.Tests.PaymentIntents;

/// <summary>Refunds through restarts and lost answers: asked for once, and followed to their end.</summary>
public sealed class RefundTests
{
    [Fact]
    public async Task A_refund_whose_answer_was_lost_is_searched_for_and_not_made_twice()
    {
        await using var house = await House.Build();
        var order = await Paid(house);
        await house.Fault(new { on = "create", fail = "reset-after", times = 1 });
        await order.Refund("R-1", 40m);
        await house.PassUntil(
            TimeSpan.FromSeconds(1), async () => (await order.GetRefund("R-1")).View!.Status == "Pending");
        Assert.Single(await PullPayments(house, order));
    }

    [Fact]
    public async Task Who_waits_for_a_refund_hears_each_change_of_it_and_nothing_before()
    {
        await using var house = await House.Build();
        var order = await Paid(house);
        var refund = (await order.Refund("R-1", 40m)).View!;
        while (refund.Status == "Requested")
        {
            // The clock stands still, so nobody's patience ends.
            var next = (await order.WaitForRefund("R-1", refund.Revision, TimeSpan.FromSeconds(1))).View!;
            Assert.True(next.Revision > refund.Revision);
            refund = next;
        }

        Assert.Equal("Pending", refund.Status);
    }

    [Fact]
    public async Task A_silo_that_died_before_it_had_the_answer_does_not_ask_again_for_what_is_there()
    {
        await using var house = await House.Build();
        var order = await Paid(house);
        await house.Fault(new { on = "create", slowAfterMs = 60_000, times = 1 });
        await order.Refund("R-1", 40m);
        await House.Until(() => PullPayments(house, order), made => made.Length == 1);
        await house.CloseSilo();
        await house.ClearFaults();
        await house.OpenSilo();
        await house.PassUntil(TimeSpan.FromSeconds(1),
            async () => (await house.Order("CC-1").GetRefund("R-1")).View!.Status == "Pending");
        Assert.Single(await PullPayments(house, house.Order("CC-1")));
    }

    [Fact]
    public async Task A_refund_that_the_customer_claims_a_day_later_is_seen_though_every_reminder_is_gone()
    {
        await using var house = await House.Build();
        var order = await Paid(house);
        await order.Refund("R-1", null);
        await house.PassUntil(
            TimeSpan.FromSeconds(1), async () => (await order.GetRefund("R-1")).View!.Status == "Pending");
        await house.PassUntil(
            TimeSpan.FromHours(1), () => Task.FromResult(house.Clock.GetUtcNow() > House.Start.AddHours(30)));
        await house.CloseSilo();
        await house.Execute("DELETE FROM reminder");
        await house.Control("CC-1", "refunds/pay-out");
        await house.OpenSilo();
        await house.PassUntil(TimeSpan.FromHours(1), async () =>
            (string?)await house.Execute("SELECT payload ->> '$.intent.refunds[0].refund.status' "
                + "FROM grain_state WHERE grain_key = 'default/CC-1'") == "Completed");
        Assert.Equal("refunded", (await house.Order("CC-1").Get()).View!.Outcome);
    }

    [Fact]
    public async Task A_refund_that_is_found_in_a_state_that_tells_nothing_is_not_made_again_and_holds_up_no_other()
    {
        await using var house = await House.Build();
        var order = await Paid(house);
        await house.Fault(new { on = "create", fail = "reset-after", times = 1 });
        await order.Refund("R-1", 40m);
        await House.Until(() => PullPayments(house, order), made => made.Length == 1);
        await house.Control("CC-1", "refunds/reject");
        await house.PassUntil(
            TimeSpan.FromSeconds(1), async () => (await order.GetRefund("R-1")).View!.Status == "Pending");
        await order.Refund("R-2", 10m);
        await house.PassUntil(
            TimeSpan.FromSeconds(1), async () => (await order.GetRefund("R-2")).View!.Status == "Pending");
        await house.PassUntil(
            TimeSpan.FromSeconds(5), () => Task.FromResult(house.Clock.GetUtcNow() > House.Start.AddMinutes(3)));
        Assert.Single(await PullPayments(house, order));
        Assert.Equal("review", (await order.Get()).View!.Outcome);
    }

    [Fact]
    public async Task A_twin_that_a_frozen_activation_left_behind_is_found_and_reviewed()
    {
        await using var house = await House.Build();
        var order = await Paid(house);
        await order.Refund("R-1", 40m);
        await house.PassUntil(
            TimeSpan.FromSeconds(1), async () => (await order.GetRefund("R-1")).View!.Status == "Pending");
        var made = (await PullPayments(house, order)).Single();
        await house.PassUntil(
            TimeSpan.FromSeconds(10), () => Task.FromResult(house.Clock.GetUtcNow() > House.Start.AddMinutes(2)));
        await Processor(house).CreateRefund(
            new RefundRequest
            {
                InvoiceId = made.InvoiceId,
                RefundId = "R-1",
                Key = "",
                CryptoCode = "BTC",
                Amount = made.Amount,
            },
            TestContext.Current.CancellationToken);

        await order.Wake(WakeReason.Unrecorded);
        await house.PassUntil(TimeSpan.FromSeconds(1), async () => (await order.Get()).View!.Outcome == "review");
    }

    [Fact]
    public async Task A_webhook_makes_a_refund_be_read_at_once_that_is_looked_at_daily()
    {
        await using var house = await House.Build();
        var order = await Paid(house);
        await order.Refund("R-1", null);
        await house.PassUntil(
            TimeSpan.FromSeconds(1), async () => (await order.GetRefund("R-1")).View!.Status == "Pending");
        await house.PassUntil(
            TimeSpan.FromHours(1), () => Task.FromResult(house.Clock.GetUtcNow() > House.Start.AddHours(30)));
        await house.Control("CC-1", "refunds/pay-out");
        var wokenAt = house.Clock.GetUtcNow();
        await order.Wake(WakeReason.News);
        await house.PassUntil(TimeSpan.FromSeconds(1), async () => (await order.GetRefund("R-1")).View!.IsFinal);
        Assert.InRange(house.Clock.GetUtcNow() - wokenAt, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_refund_whose_end_was_unclear_is_never_sent_again_and_a_person_frees_it()
    {
        await using var house = await House.Build();
        var order = await Paid(house);
        await house.Fault(new { on = "create", fail = "500", times = 1 });
        await order.Refund("R-1", 40m);
        await house.PassUntil(
            TimeSpan.FromSeconds(5), async () => (await order.GetRefund("R-1")).View!.ErrorCode == "refund_unclear");
        Assert.Equal("review", (await order.Get()).View!.Outcome);
        Assert.Empty(await PullPayments(house, order));

        var notMade = new RefundResolution(false, Payments.Sensitive.None, "looked there", "ops");
        Assert.Equal("not_made", (await order.ResolveRefund("R-1", notMade)).View!.ErrorCode);
        Assert.Equal("paid", (await order.Get()).View!.Outcome);
        Assert.Contains("ops", (await order.History())[^1].Data.Values);
    }

    [Fact]
    public async Task A_refund_that_the_server_makes_after_we_left_is_found_and_is_the_only_one()
    {
        await using var house = await House.Build();
        var order = await Paid(house);
        await house.Fault(new { on = "refund", fail = "500", doneAfterMs = 25_000, times = 1 });
        await order.Refund("R-1", 40m);
        await house.PassUntil(
            TimeSpan.FromSeconds(1), async () => (await order.GetRefund("R-1")).View!.Status == "Pending");
        await house.PassUntil(
            TimeSpan.FromSeconds(10), () => Task.FromResult(house.Clock.GetUtcNow() > House.Start.AddMinutes(5)));
        Assert.Single(await PullPayments(house, order));
        Assert.Equal(("paid", "none"), ((await order.Get()).View!.Outcome, (await order.Get()).View!.ActionRequired));
    }

    [Fact]
    public async Task What_is_wrong_with_an_answer_that_makes_no_sense_is_one_word_to_callers()
    {
        await using var house = await House.Build();
        var order = await Paid(house);
        await house.Fault(new { on = "refund", fail = "html" });
        await order.Refund("R-1", 40m);
        await house.PassUntil(
            TimeSpan.FromSeconds(1), async () => (await order.GetRefund("R-1")).View!.ErrorCode == "nonsense");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refund_that_certainly_was_not_heard_is_made_when_the_account_is_back_also_by_a_later_life(
        bool isLaterLife)
    {
        await using var house = await House.Build();
        var order = await Paid(house);
        await BaseUrl(house, "http://127.0.0.1:9");
        await order.Refund("R-1", 40m);
        await house.PassUntil(
            TimeSpan.FromSeconds(1), async () => (await order.GetRefund("R-1")).View!.ErrorCode == "not_connected");
        Assert.IsType<DBNull>(
            await house.Execute("SELECT payload ->> '$.intent.refunds[0].sentAt' FROM grain_state"));
        if (isLaterLife)
        {
            await house.CloseSilo();
            await house.OpenSilo();
        }
        else
        {
            await BaseUrl(house, $"{house.Sandbox.BaseAddress}sandbox/btcpay");
        }

        await house.PassUntil(TimeSpan.FromSeconds(5),
            async () => (await house.Order("CC-1").GetRefund("R-1")).View!.Status == "Pending");
        Assert.Single(await PullPayments(house, house.Order("CC-1")));
    }

    private static Task BaseUrl(House house, string url)
    {
        var configuration = (IConfigurationRoot)house.Silo.GetRequiredService<IConfiguration>();
        configuration["Processors:sandbox:BaseUrl"] = url;
        configuration.Reload();
        return house.Still();
    }

    private static async Task<IPaymentIntentGrain> Paid(House house)
    {
        var order = await house.Opened("CC-1");
        await house.Control("CC-1", "pay");
        await house.Control("CC-1", "confirm", new { blocks = 6 });
        await house.PassToNextRead(TimeSpan.FromSeconds(10));
        await House.Until(order, view => view.IsPaid);
        return order;
    }

    private static IRefundingProcessor Processor(House house) =>
        (IRefundingProcessor)house.Silo.GetRequiredKeyedService<IPaymentProcessor>("sandbox");

    /// <summary>What the processor itself has.</summary>
    private static async Task<ImmutableArray<Refund>> PullPayments(House house, IPaymentIntentGrain order)
    {
        var invoiceId = (await house.InvoicesOf("CC-1")).Single().GetProperty("invoiceId").GetString()!;
        var view = (await order.GetRefund("R-1")).View!;
        var found = await Processor(house).FindRefunds(
            new RefundRequest
            {
                InvoiceId = invoiceId,
                RefundId = view.RefundId,
                Key = "",
                CryptoCode = "BTC",
                Amount = new Payments.Amounts.Money(
                    decimal.Parse(view.Amount, System.Globalization.CultureInfo.InvariantCulture), "USD"),
            },
            TestContext.Current.CancellationToken);
        return Assert.IsType<ProcessorResult<ImmutableArray<Refund>>.Found>(found).Value;
    }
}
