namespace CryptoPay.Grains.Tests.PaymentIntents;

/// <summary>Invoices of an order at the processor that its intent does not know.</summary>
public sealed class StrayTests
{
    [Fact]
    public async Task An_unpaid_stray_is_made_unpayable_within_one_poll()
    {
        await using var house = await House.Build();
        var order = await house.Opened("CC-1");
        await house.MakeAnother("CC-1");
        await house.PassToNextRead(TimeSpan.FromSeconds(10));
        await House.Until(() => house.InvoicesOf("CC-1"),
            invoices => invoices.Count(i => i.GetProperty("isPayable").GetBoolean()) == 1);
        Assert.Equal("pending", (await order.Get()).View!.Outcome);
        Assert.Contains(await order.History(), entry => entry.Event == "StrayFound");
    }

    [Fact]
    public async Task A_paid_stray_is_reviewed_and_not_counted()
    {
        await using var house = await House.Build();
        var order = await house.Opened("CC-1");
        await house.MakeAnother("CC-1");
        await house.Control("CC-1", "pay");
        await house.PassToNextRead(TimeSpan.FromSeconds(10));
        var view = await House.Until(order, view => view.Outcome == "review");
        Assert.Equal(("AwaitingPayment", "0.00", false), (view.Status, view.AmountPaid, view.IsPaid));
    }

    [Fact]
    public async Task A_lost_answer_is_looked_for_until_a_lagging_search_shows_the_invoice()
    {
        await using var house = await House.Build();
        await house.Fault(new { on = "create", fail = "reset-after", times = 1 });
        var order = house.Order("CC-1");
        await order.Create(House.Request());
        await House.Until(() => house.InvoicesOf("CC-1"), invoices => invoices.Length == 1);
        await house.Fault(new { searchLagMs = 5_000 });
        await House.Until(order, view => view.ErrorCode == "processor_unavailable");
        await house.PassUntil(TimeSpan.FromSeconds(1), async () => !(await order.Get()).View!.OwesInvoice);
        Assert.Single(await house.InvoicesOf("CC-1"));
    }

    [Fact]
    public async Task A_cancel_during_the_creation_withdraws_the_invoice_that_comes_of_it()
    {
        await using var house = await House.Build();
        await house.Fault(new { on = "create", slowAfterMs = 5_000, times = 1 });
        var order = house.Order("CC-1");
        await order.Create(House.Request());
        await House.Until(() => house.InvoicesOf("CC-1"), invoices => invoices.Length == 1);
        Assert.Equal("Payment Pending", (await order.Cancel()).View!.CaseStatus);
        await house.PassUntil(
            TimeSpan.FromSeconds(0.5), async () => (await order.Get()).View!.CaseStatus == "Payment Cancelled");
        Assert.False((await house.InvoicesOf("CC-1")).Single().GetProperty("isPayable").GetBoolean());
    }

    [Fact]
    public async Task An_activation_that_comes_late_sends_nothing_once_another_has_written_its_order()
    {
        await using var house = await House.Build();
        await house.Fault(new { on = "create", fail = "403" });
        await house.Order("CC-1").Create(House.Request());
        await house.PassUntil(
            TimeSpan.FromSeconds(5), () => Task.FromResult(house.Clock.GetUtcNow() > House.Start.AddMinutes(3)));

        // As on another silo, to which the order passed while this one was frozen.
        var attemptId = (string)(await house.Execute(
            "SELECT payload ->> '$.intent.attempts[0].attemptId' FROM grain_state WHERE grain_key = 'default/CC-1'"))!;
        await house.Execute(
            """
            UPDATE grain_state SET version = version + 1,
                   payload = json_set(payload, '$.revision', payload ->> '$.revision' + 1)
             WHERE grain_key = 'default/CC-1'
            """);
        await house.ClearFaults();
        await house.MakeAnother("CC-1", attemptId);
        await house.PassUntil(
            TimeSpan.FromSeconds(1), async () => await house.StatusInRow("CC-1") == "AwaitingPayment");

        Assert.Single(await house.InvoicesOf("CC-1"));
    }
}
