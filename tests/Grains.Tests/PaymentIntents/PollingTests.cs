using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.History;

namespace CryptoPay.Grains.Tests.PaymentIntents;

/// <summary>Payments that are followed to their end by polling alone.</summary>
public sealed class PollingTests
{
    private static readonly TimeSpan ShortPeriod = TimeSpan.FromSeconds(10);

    /// <summary>15 min of rate lock, 24 h of the processor's monitoring, 15 min more.</summary>
    private static readonly TimeSpan WatchWindow = TimeSpan.FromHours(24.5);

    [Fact]
    public async Task Failure_06_a_payment_whose_webhooks_never_come_is_settled_by_polling_alone()
    {
        await using var house = await House.Build();
        var order = house.Order("CC-1");
        Assert.Equal("Requested", (await order.Create(House.Request())).View!.Status);
        await House.Until(order, view => view.Status == "AwaitingPayment");

        await house.Control("CC-1", "pay");
        await house.PassToNextRead(ShortPeriod);
        await House.Until(order, view => view.Status == "Confirming");

        await house.Control("CC-1", "confirm");
        await house.PassToNextRead(ShortPeriod);
        var view = await House.Until(order, view => view.Status == "Settled");
        Assert.Equal(("Payment Status: Complete", "paid", "100.00", "0.00"),
            (view.CaseStatus, view.Outcome, view.AmountPaid, view.AmountDue));

        var history = await order.History();
        Assert.Null(HistoryChain.FirstBroken(history));
        Assert.Equal(["Requested", "AwaitingPayment", "Confirming", "Settled"],
            history.Select(entry => entry.Status).Distinct());
    }

    [Fact]
    public async Task Unpaid_it_follows_the_table_to_its_end_in_24_hours_and_a_half()
    {
        await using var house = await House.Build(strayLookUps: 0);
        var order = await house.Opened("CC-1");
        Assert.Equal("Awaiting Payment", (await order.Get()).View!.CaseStatus);
        for (var i = 1; i <= 18; i++) await house.PassToNextRead(ShortPeriod);
        await House.Until(order, view => view.CaseStatus == "Payment Pending");

        await house.PassToNextRead(TimeSpan.FromMinutes(15));
        await House.Until(order, view => view.CaseStatus == "Payment Expired");
        while (house.Clock.GetUtcNow() < House.Start + WatchWindow)
            await house.PassToNextRead(TimeSpan.FromMinutes(15));

        var view = await House.Until(order, view => view.Outcome == "timeout");
        Assert.Equal(("Payment Status: Timeout", true, false), (view.CaseStatus, view.IsFinal, view.IsPaid));
        Assert.InRange(house.Calls.ReadCount, 18 + 94, 18 + 104);
        await House.Until(() => house.Execute("SELECT count(*) FROM reminder"), count => count is 0L);
    }

    [Fact]
    public async Task A_poll_that_saw_nothing_new_writes_nothing()
    {
        await using var house = await House.Build(strayLookUps: 0);
        var order = await house.Opened("CC-1");
        var before = (await order.Get()).View!.Revision;
        for (var i = 1; i <= 17; i++) await house.PassToNextRead(ShortPeriod);
        Assert.Equal(before, (await order.Get()).View!.Revision);
    }

    [Fact]
    public async Task A_processor_that_asks_for_a_day_is_read_after_fifteen_minutes_and_at_a_webhook_at_once()
    {
        await using var house = await House.Build(strayLookUps: 0);
        var (woken, left) = (await house.Opened("CC-1"), await house.Opened("CC-2"));
        await house.Fault(new { on = "read", fail = "500", retryAfterSeconds = 86_400 });
        house.Clock.Advance(ShortPeriod);
        await house.Still();
        await house.ClearFaults();
        foreach (var id in new[] { "CC-1", "CC-2" })
        {
            await house.Control(id, "pay");
            await house.Control(id, "confirm");
        }

        await woken.Wake(WakeReason.News);
        await house.PassToNextRead(TimeSpan.FromSeconds(1));
        await House.Until(woken, view => view.IsPaid);
        Assert.False((await left.Get()).View!.IsPaid);
        await house.PassToNextRead(TimeSpan.FromMinutes(17));
        await House.Until(left, view => view.IsPaid);
    }

    [Theory]
    [InlineData("500", "processor_unavailable", true)]
    [InlineData("404", "processor_refused", false)]
    public async Task A_read_that_fails_is_said_until_one_succeeds(string fail, string errorCode, bool isPayable)
    {
        await using var house = await House.Build(strayLookUps: 0);
        var order = await house.Opened("CC-1");
        await house.Fault(new { on = "read", fail });
        house.Clock.Advance(ShortPeriod);
        await house.PassUntil(TimeSpan.FromSeconds(1), async () => (await order.Get()).View!.ErrorCode == errorCode);
        var view = (await order.Get()).View!;
        Assert.Equal(("Payment Pending", isPayable), (view.CaseStatus, view.PaymentUri != ""));
        await house.ClearFaults();
        await house.PassUntil(TimeSpan.FromSeconds(10), async () => (await order.Get()).View!.ErrorCode == "");
        Assert.NotEqual("", (await order.Get()).View!.PaymentUri);
    }

    [Fact]
    public async Task Failure_11_a_double_spend_that_no_webhook_tells_goes_back_to_awaiting_payment()
    {
        await using var house = await House.Build();
        var order = await house.Opened("CC-1");
        await house.Control("CC-1", "pay");
        await house.PassToNextRead(ShortPeriod);
        await House.Until(order, view => view.Status == "Confirming");
        await house.Control("CC-1", "double-spend");
        await house.PassToNextRead(ShortPeriod);
        await House.Until(order, view => view.Status == "AwaitingPayment" && view.AmountPaid == "0.00");
    }

    [Fact]
    public async Task A_top_up_by_a_further_invoice_settles_the_order()
    {
        await using var house = await House.Build();
        var order = await house.Opened("CC-1");
        await house.Control("CC-1", "pay", new { amount = "40.00" });
        await house.PassToNextRead(ShortPeriod);
        await House.Until(
            order, view => view is { Outcome: "underpaid", ActionRequired: "top_up", AmountDue: "60.00" });
        await house.Control("CC-1", "confirm");
        await house.Control("CC-1", "expire");
        await house.PassToNextRead(ShortPeriod);
        await House.Until(order, view => view is { Status: "Expired", Outcome: "underpaid" });

        await order.StartInvoice();
        await House.Until(order, view => view is { Status: "AwaitingPayment", OwesInvoice: false });
        await house.Control("CC-1", "pay");
        await house.Control("CC-1", "confirm");
        await house.PassToNextRead(ShortPeriod);
        var view = await House.Until(order, view => view.Status == "Settled");
        Assert.Equal(("100.00", "paid"), (view.AmountPaid, view.Outcome));
        Assert.Equal(
            ["60.00", "100.00"], (await house.InvoicesOf("CC-1")).Select(i => i.GetProperty("amount").GetString()));
    }

    [Fact]
    public async Task A_cancel_makes_the_invoice_unpayable_at_the_processor()
    {
        await using var house = await House.Build();
        var order = await house.Opened("CC-1");
        Assert.Equal("Payment Pending", (await order.Cancel()).View!.CaseStatus);
        await House.Until(order, view => view.CaseStatus == "Payment Cancelled");
        Assert.Equal("Invalid", (await house.InvoicesOf("CC-1")).Single().GetProperty("status").GetString());
    }

    [Fact]
    public async Task Fifty_orders_reach_their_end_though_every_reminder_is_deleted_and_the_silo_restarts()
    {
        await using var house = await House.Build();
        var ids = Enumerable.Range(1, 50).Select(i => $"CC-{i}").ToArray();
        await Task.WhenAll(ids.Select(house.Opened));
        await house.CloseSilo();
        Assert.True((long)(await house.Execute("SELECT count(*) FROM reminder"))! >= 50);
        await house.Execute("DELETE FROM reminder");
        foreach (var id in ids) await house.Control(id, "pay");
        foreach (var id in ids) await house.Control(id, "confirm");
        await house.OpenSilo();

        foreach (var id in ids)
        {
            // They are woken by and by.
            await house.PassUntil(
                TimeSpan.FromSeconds(0.1), async () => await house.StatusInRow(id) == "Settled");
            // It is on disk a moment before the grain tells it.
            await House.Until(house.Order(id), view => view.IsPaid);
        }
    }
}
