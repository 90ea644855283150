using CryptoPay.Grains.Interfaces;

namespace CryptoPay.Grains.Tests.PaymentIntents;

/// <summary>Orders that more than one processor account may take.</summary>
public sealed class ProcessorChoiceTests
{
    /// <summary>An account that nobody listens for, and a rule that prefers it for everything in USD.</summary>
    private static readonly (string, string)[] DeadBeforeSandbox =
    [
        ("Processors:dead:Kind", "BtcPay"),
        ("Processors:dead:BaseUrl", "http://127.0.0.1:9/dead"),
        ("Processors:dead:ApiKey", "key"),
        ("Processors:dead:StoreId", "store"),
        ("Processors:dead:WebhookSecret", "not used here"),
        ("DefaultProcessor", "sandbox"),
        ("ProcessorRules:0:IsoCode", "USD"),
        ("ProcessorRules:0:Accounts:0", "dead"),
        ("ProcessorRules:0:Accounts:1", "sandbox"),
    ];

    private static readonly (string Key, string Value)[] Signed =
    [
        ("Processors:signed:Kind", "Signed"),
        ("Processors:signed:BaseUrl", "{sandbox}/sandbox/signed"),
        ("Processors:signed:ApiKey", "key"),
        ("Processors:signed:WebhookSecret", "not used here"),
    ];

    [Fact]
    public async Task An_account_that_cannot_be_reached_is_passed_over_before_an_invoice_exists()
    {
        await using var house = await House.Build(settings: DeadBeforeSandbox);
        var order = await house.Opened("CC-1");
        Assert.Equal(["dead", "sandbox"], (await order.History())
            .Where(entry => entry.Event is "IntentRequested" or "AttemptMoved").Select(entry => entry.Data["processor"]));
        Assert.Equal("AwaitingPayment", (await order.Get()).View!.Status);
    }

    [Fact]
    public async Task The_account_that_the_caller_named_is_waited_for()
    {
        await using var house = await House.Build(settings: DeadBeforeSandbox);
        var order = house.Order("CC-1");
        await order.Create(House.Request() with { Account = "dead" });
        await House.Until(order, view => view.ErrorCode == "processor_unavailable");
        await house.PassUntil(TimeSpan.FromSeconds(5), async () => house.Clock.GetUtcNow() > House.Start.AddMinutes(2));
        Assert.DoesNotContain(await order.History(), entry => entry.Event == "AttemptMoved");
        Assert.Empty(await house.InvoicesOf("CC-1"));
    }

    [Fact]
    public async Task An_account_that_may_have_seen_the_order_is_never_passed_over()
    {
        await using var house = await House.Build(settings:
        [
            .. DeadBeforeSandbox, ("ProcessorRules:0:Accounts:0", "sandbox"), ("ProcessorRules:0:Accounts:1", "dead"),
        ]);
        await house.Fault(new { on = "create", fail = "reset-before", times = 1 });
        var order = house.Order("CC-1");
        await order.Create(House.Request());
        await house.PassUntil(TimeSpan.FromSeconds(1), async () => !(await order.Get()).View!.OwesInvoice);
        Assert.DoesNotContain(await order.History(), entry => entry.Event == "AttemptMoved");
        Assert.Single(await house.InvoicesOf("CC-1"));
    }

    [Fact]
    public async Task After_a_restart_nobody_knows_what_the_account_has_seen_so_the_order_stays_even_if_the_account_is_gone()
    {
        await using var house = await House.Build(settings:
        [
            .. Signed, ("ProcessorRules:0:Accounts:0", "signed"), ("ProcessorRules:0:Accounts:1", "sandbox"),
        ]);
        await house.Fault(new { on = "create", slowAfterMs = 60_000, times = 1 });
        await house.Order("CC-1").Create(House.Request());
        await House.Until(() => house.InvoicesOf("CC-1"), invoices => invoices.Length == 1);

        await house.CloseSilo();
        foreach (var (key, _) in Signed) house.Settings.Remove(key);
        house.Settings.Remove("ProcessorRules:0:Accounts:1");
        house.Settings["ProcessorRules:0:Accounts:0"] = "sandbox";
        await house.OpenSilo();
        var order = house.Order("CC-1");
        await house.PassUntil(TimeSpan.FromSeconds(1), async () => (await order.Get()).View!.ErrorCode == "processor_unavailable");
        await house.PassUntil(TimeSpan.FromSeconds(5), () => Task.FromResult(house.Clock.GetUtcNow() > House.Start.AddMinutes(5)));
        Assert.DoesNotContain(await order.History(), entry => entry.Event == "AttemptMoved");
        Assert.Single(await house.InvoicesOf("CC-1"));
    }

    [Fact]
    public async Task A_watch_over_two_accounts_of_which_one_cannot_be_read_ends_in_a_review_and_not_in_a_timeout()
    {
        await using var house = await House.Build(settings: [.. Signed, ("DefaultProcessor", "sandbox")]);
        var order = await OpenedAtTwo(house);
        await house.PassUntil(TimeSpan.FromMinutes(20), async () => (await order.Get()).View!.Outcome is "review" or "timeout");
        Assert.Equal("review", (await order.Get()).View!.Outcome);
    }

    [Fact]
    public async Task An_account_that_is_down_does_not_hide_a_payment_at_another()
    {
        await using var house = await House.Build(settings: [.. Signed, ("DefaultProcessor", "sandbox")]);
        var order = await OpenedAtTwo(house);
        // Each failure doubles the pause before the old account is read again; the new one's beat is 10 s all the while.
        var openedAt = house.Clock.GetUtcNow();
        await house.PassUntil(TimeSpan.FromSeconds(5), () => Task.FromResult(house.Clock.GetUtcNow() > openedAt.AddMinutes(2)));
        await house.Control("CC-1", "pay");
        await house.Control("CC-1", "confirm", new { blocks = 6 });
        var paidAt = house.Clock.GetUtcNow();
        await house.PassUntil(TimeSpan.FromSeconds(1), async () => (await order.Get()).View!.IsPaid);
        Assert.InRange(house.Clock.GetUtcNow() - paidAt, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    /// <summary>The first invoice has expired at an account that is gone since; the second is open at another.</summary>
    private static async Task<IPaymentIntentGrain> OpenedAtTwo(House house)
    {
        var order = await house.Opened("CC-1");
        await house.Control("CC-1", "expire");
        await house.PassToNextRead(TimeSpan.FromSeconds(10));
        await House.Until(order, view => view.Outcome == "expired");

        await house.CloseSilo();
        house.Settings["Processors:sandbox:BaseUrl"] = "http://127.0.0.1:9/gone";
        house.Settings["DefaultProcessor"] = "signed";
        await house.OpenSilo();
        order = house.Order("CC-1");
        await order.StartInvoice();
        await House.Until(order, view => view.Status == "AwaitingPayment");
        return order;
    }
}
