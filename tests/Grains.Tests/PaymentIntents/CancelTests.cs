using System.Text.Json;

namespace CryptoPay.Grains.Tests.PaymentIntents;

/// <summary>Cancels against a processor that knows more than we do.</summary>
public sealed class CancelTests
{
    [Fact]
    public async Task An_order_that_was_paid_unseen_is_not_cancelled()
    {
        await using var house = await House.Build();
        var order = await house.Opened("CC-1");
        await house.Control("CC-1", "pay");
        await house.Control("CC-1", "confirm");
        Assert.Equal("Payment Pending", (await order.Cancel()).View!.CaseStatus);
        var view = await House.Until(order, view => view.IsFinal);
        Assert.Equal(("Settled", "paid"), (view.Status, view.Outcome));
    }

    [Fact]
    public async Task A_payment_that_waits_for_its_confirmation_is_not_made_worthless_by_a_cancel()
    {
        await using var house = await House.Build();
        var order = await house.Opened("CC-1");
        await house.Control("CC-1", "pay");
        await order.Cancel();
        await House.Until(order, view => view.Status == "Confirming");
        Assert.Equal("Processing", StatusOf((await house.InvoicesOf("CC-1")).Single()));
        await house.Control("CC-1", "confirm");
        await house.PassToNextRead(TimeSpan.FromSeconds(10));
        await House.Until(order, view => view.Outcome == "paid");
    }

    [Fact]
    public async Task A_read_that_a_withdrawal_overtakes_does_not_bring_the_payment_back()
    {
        await using var house = await House.Build();
        var order = await house.Opened("CC-1");
        // The round has read the open invoice, and its search is slow.
        await house.Fault(new { on = "search", slowAfterMs = 5_000, times = 1 });
        house.Clock.Advance(TimeSpan.FromSeconds(10));
        await house.Still();
        await order.Cancel();
        await house.Still();
        await house.PassUntil(
            TimeSpan.FromSeconds(1), async () => (await order.Get()).View!.CaseStatus == "Payment Cancelled");
        await house.PassUntil(
            TimeSpan.FromSeconds(1), () => Task.FromResult(house.Clock.GetUtcNow() > House.Start.AddSeconds(18)));
        Assert.Equal("Payment Cancelled", (await order.Get()).View!.CaseStatus);
        var since = (await order.History()).SkipWhile(entry => entry.Status != "Cancelled");
        Assert.All(since, entry => Assert.Equal("Cancelled", entry.Status));
    }

    [Fact]
    public async Task While_the_processor_is_away_a_cancel_stays_pending_and_is_done_when_it_is_back()
    {
        await using var house = await House.Build(strayLookUps: 0);
        var order = await house.Opened("CC-1");
        await house.Fault(new { on = "all", fail = "500" });
        await order.Cancel();
        await house.PassUntil(
            TimeSpan.FromSeconds(10), () => Task.FromResult(house.Clock.GetUtcNow() > House.Start.AddMinutes(2)));
        Assert.Equal("Payment Pending", (await order.Get()).View!.CaseStatus);
        await house.ClearFaults();
        await house.PassUntil(
            TimeSpan.FromSeconds(10), async () => (await order.Get()).View!.CaseStatus == "Payment Cancelled");
        Assert.Empty(house.Alerts.Of(1002));
    }

    [Fact]
    public async Task A_create_that_is_done_after_we_left_is_waited_for_before_a_cancel_is_known()
    {
        await using var house = await House.Build();
        await house.Fault(new { on = "create", fail = "500", doneAfterMs = 25_000 });
        var order = house.Order("CC-1");
        await order.Create(House.Request());
        await house.Still();
        Assert.Equal("Payment Pending", (await order.Cancel()).View!.CaseStatus);
        await house.PassUntil(
            TimeSpan.FromSeconds(5), async () => (await order.Get()).View!.CaseStatus == "Payment Cancelled");
        var invoices = await house.InvoicesOf("CC-1");
        Assert.NotEmpty(invoices);
        Assert.All(invoices, invoice => Assert.Equal("Invalid", StatusOf(invoice)));
    }

    [Fact]
    public async Task When_an_older_invoice_settles_the_newer_open_one_is_withdrawn()
    {
        await using var house = await House.Build();
        var order = await house.Opened("CC-1");
        var first = (await house.InvoicesOf("CC-1")).Single().GetProperty("invoiceId").GetString();
        await house.Control("CC-1", "expire");
        await house.PassToNextRead(TimeSpan.FromSeconds(10));
        await House.Until(order, view => view.Status == "Expired");
        await order.StartInvoice();
        await House.Until(order, view => view is { Status: "AwaitingPayment", OwesInvoice: false });
        await house.Control("CC-1", $"mark?status=Settled&invoiceId={first}");
        await house.PassUntil(TimeSpan.FromSeconds(10), async () => (await order.Get()).View!.Outcome == "paid");
        await house.Still();
        Assert.Equal(
            ["Invalid", "Settled"], (await house.InvoicesOf("CC-1")).Select(StatusOf).Order());
        Assert.Contains("Manual", (await order.Get()).View!.Qualifiers, StringComparison.Ordinal);
    }

    private static string? StatusOf(JsonElement invoice) => invoice.GetProperty("status").GetString();
}
