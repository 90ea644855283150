using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.PaymentIntents;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Grains.Tests.Accounts;

/// <summary>Orders that wait for their invoice while the account that is to make it is paused.</summary>
public sealed class PauseTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    /// <summary>Accounts of which nobody listens for the first.</summary>
    private static readonly (string, string)[] Three =
    [
        ("Processors:dead:Kind", "BtcPay"),
        ("Processors:dead:BaseUrl", "http://127.0.0.1:9/dead"),
        ("Processors:dead:ApiKey", "key"),
        ("Processors:dead:StoreId", "store"),
        ("Processors:dead:WebhookSecret", "not used here"),
        ("Processors:signed:Kind", "Signed"),
        ("Processors:signed:BaseUrl", "{sandbox}/sandbox/signed"),
        ("Processors:signed:ApiKey", "key"),
        ("Processors:signed:WebhookSecret", "not used here"),
        ("ProcessorRules:0:Accounts:0", "dead"),
        ("ProcessorRules:0:Accounts:1", "sandbox"),
    ];

    [Fact]
    public async Task An_order_that_waits_for_its_invoice_waits_on_and_has_it_soon_after_the_account_is_resumed()
    {
        await using var house = await House.Build();
        var order = await Waiting(house);
        await Pause(house);
        await house.ClearFaults();
        await PassTo(house, TimeSpan.FromMinutes(5));
        Assert.Empty(await house.InvoicesOf("CC-1"));
        var view = (await order.Get()).View!;
        Assert.Equal(("Payment Requested", "account_paused", false), (view.CaseStatus, view.ErrorCode, view.IsFinal));
        Assert.Equal(Refusal.None, (await order.Create(House.Request())).Refusal);

        await Pause(house, false);
        var resumedAt = house.Clock.GetUtcNow();
        await house.PassUntil(Step, async () => (await order.Get()).View!.Status == "AwaitingPayment");
        Assert.InRange(house.Clock.GetUtcNow() - resumedAt, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.Single(await house.InvoicesOf("CC-1"));
    }

    [Fact]
    public async Task A_long_pause_is_as_an_outage_but_alerts_nobody_and_the_order_goes_on_by_itself()
    {
        await using var house = await House.Build();
        var order = await Waiting(house);
        await Pause(house);
        await house.ClearFaults();
        await PassTo(house, TimeSpan.FromHours(2));
        var view = (await order.Get()).View!;
        Assert.Equal(("Payment Under Review", "account_paused"), (view.CaseStatus, view.ErrorCode));
        Assert.Empty(house.Alerts.Of(1002));
        Assert.Empty(house.Alerts.Of(2003));
        Assert.Empty(await house.InvoicesOf("CC-1"));

        await Pause(house, false);
        await house.PassUntil(Step, async () => (await order.Get()).View!.Status == "AwaitingPayment");
        Assert.InRange(house.Clock.GetUtcNow(), House.Start.AddHours(2), House.Start.AddHours(2).AddMinutes(1));
    }

    [Fact]
    public async Task What_sleeps_since_a_restart_is_woken_when_its_account_is_resumed()
    {
        await using var house = await House.Build();
        await Waiting(house);
        await Pause(house);
        await house.ClearFaults();
        await PassTo(house, TimeSpan.FromMinutes(30));
        await house.Forget();

        await Pause(house, false);
        await house.PassUntil(Step, async () => (await house.InvoicesOf("CC-1")).Length == 1);
        Assert.InRange(
            house.Clock.GetUtcNow() - House.Start, TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(31));
    }

    [Fact]
    public async Task An_order_that_no_account_has_seen_is_passed_over_to_one_that_is_not_paused()
    {
        await using var house = await House.Build(
            settings: [.. Three, ("ProcessorRules:0:Accounts:2", "signed")]);
        await Pause(house);
        var order = await house.Opened("CC-1");
        Assert.Equal(["dead", "signed"], (await order.History())
            .Where(entry => entry.Event is "IntentRequested" or "AttemptMoved")
            .Select(entry => entry.Data["processor"]));
    }

    [Fact]
    public async Task Where_the_others_are_down_it_waits_for_the_one_that_is_paused()
    {
        await using var house = await House.Build(settings: Three);
        await Pause(house);
        var order = house.Order("CC-1");
        await order.Create(House.Request());
        await PassTo(house, TimeSpan.FromMinutes(2));
        Assert.Empty(await house.InvoicesOf("CC-1"));

        await Pause(house, false);
        await house.PassUntil(Step, async () => (await order.Get()).View!.Status == "AwaitingPayment");
        Assert.Single(await house.InvoicesOf("CC-1"));
    }

    [Fact]
    public async Task What_rests_at_an_account_that_stays_down_goes_on_at_another_that_is_resumed()
    {
        await using var house = await House.Build(settings: Three);
        await Pause(house);
        var order = house.Order("CC-1");
        await order.Create(House.Request());
        await PassTo(house, TimeSpan.FromMinutes(30));
        Assert.Equal("Payment Under Review", (await order.Get()).View!.CaseStatus);
        Assert.DoesNotContain(await order.History(), entry => entry.Event == "AttemptMoved");

        await Pause(house, false);
        await PassTo(house, TimeSpan.FromMinutes(40));
        Assert.Equal("AwaitingPayment", (await order.Get()).View!.Status);
        Assert.Single(await house.InvoicesOf("CC-1"));
    }

    [Fact]
    public async Task An_invoice_that_a_lost_call_made_is_found_though_the_account_is_paused_since()
    {
        await using var house = await House.Build();
        await house.Fault(new { on = "create", fail = "reset-after", times = 1 });
        var order = house.Order("CC-1");
        await order.Create(House.Request());
        await Pause(house);
        await house.PassUntil(TimeSpan.FromSeconds(1), async () => !(await order.Get()).View!.OwesInvoice);
        Assert.Equal("AwaitingPayment", (await order.Get()).View!.Status);
        Assert.Equal(1, house.Calls.CreateCount);
    }

    [Fact]
    public async Task While_nobody_can_tell_whether_an_account_is_paused_it_makes_no_invoice_and_others_do()
    {
        await using var house = await House.Build(settings: [.. Three]);
        var order = await Waiting(house, "sandbox");
        await house.Execute("INSERT INTO grain_state(service_id, grain_type, grain_key, version, payload) "
            + "SELECT service_id, 'account', 'account/sandbox', 1, '{\"version\":99}' FROM grain_state LIMIT 1");
        await house.Forget();
        await house.ClearFaults();
        await PassTo(house, TimeSpan.FromMinutes(5));
        Assert.Empty(await house.InvoicesOf("CC-1"));
        Assert.Equal("processor_unavailable", (await order.Get()).View!.ErrorCode);
        Assert.Empty(house.Alerts.Of(1005));
        await Assert.ThrowsAnyAsync<Exception>(
            () => house.Order("CC-2").Create(House.Request() with { Account = "sandbox" }));
        Assert.Null((await house.Order("CC-2").Get()).View);
        await house.Order("CC-3").Create(House.Request() with { Account = "signed" });
        await house.PassUntil(Step, async () => !(await house.Order("CC-3").Get()).View!.OwesInvoice);

        await house.Execute("DELETE FROM grain_state WHERE grain_type = 'account'");
        await house.PassUntil(Step, async () => (await order.Get()).View!.Status == "AwaitingPayment");
        Assert.Single(await house.InvoicesOf("CC-1"));
    }

    /// <summary>Its account fails to make the invoice.</summary>
    private static async Task<IPaymentIntentGrain> Waiting(House house, string account = "")
    {
        await house.Fault(new { on = "create", fail = "500" });
        var order = house.Order("CC-1");
        await order.Create(House.Request() with { Account = account });
        await House.Until(order, view => view.ErrorCode == "processor_unavailable");
        return order;
    }

    private static Task<AccountPause> Pause(House house, bool isPaused = true) =>
        house.Silo.GetRequiredService<IGrainFactory>()
            .GetGrain<IProcessorAccountGrain>(IProcessorAccountGrain.KeyOf("sandbox"))
            .SetPaused(isPaused, "operator", "");

    private static Task PassTo(House house, TimeSpan span) => house.PassUntil(
        span < TimeSpan.FromHours(1) ? Step : TimeSpan.FromSeconds(30),
        () => Task.FromResult(house.Clock.GetUtcNow() >= House.Start + span));
}
