namespace CryptoPay.Grains.Tests.PaymentIntents;

/// <summary>Whoever reads the history can tell who is behind each entry.</summary>
public sealed class WhoTests
{
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task An_entry_names_the_key_that_asked_the_account_that_answered_or_the_schedule()
    {
        await using var house = await House.Build();
        var order = house.Order("CC-1");
        await order.Create(House.Request(), "flow");
        await House.Until(order, view => !view.OwesInvoice);
        await house.Control("CC-1", "pay");
        await house.PassUntil(Step, async () => (await order.Get()).View!.Status == "Confirming");
        await house.Control("CC-1", "confirm");
        await house.PassUntil(Step, async () => (await order.Get()).View!.Status == "Settled");
        await order.Refund("R-1", 20m, "back-office");
        await house.PassUntil(Step, async () => (await order.GetRefund("R-1")).View!.Status != "Requested");

        var who = (await order.History()).Select(entry => $"{entry.Event} {entry.Data["who"]}").Distinct();
        Assert.Equal(
            [
                "IntentRequested flow", "InvoiceOpened account:sandbox", "InvoiceObserved account:sandbox",
                "RefundRequested back-office", "RefundSent schedule", "RefundObserved account:sandbox",
            ],
            who.Where(entry => !entry.StartsWith("PollingSlowed", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_follows_from_a_persons_word_is_theirs_and_what_time_brings_is_the_schedules()
    {
        await using var house = await House.Build();
        var order = await house.Opened("CC-1");
        await order.Cancel("agent-desk");
        var withdrawn = (await order.History()).Where(entry => entry.Data["who"] == "agent-desk");
        Assert.Equal(["IntentCancelled", "InvoiceWithdrawn"], withdrawn.Select(entry => entry.Event));

        var other = await house.Opened("CC-2");
        await house.PassUntil(Step * 20, async () => (await other.Get()).View!.Outcome == "timeout");
        Assert.Equal("schedule", Assert.Single(
            await other.History(), entry => entry.Event == "WatchEnded").Data["who"]);
    }
}
