using System.Collections.Immutable;
using CryptoPay.Grains.Interfaces.Reconciling;
using CryptoPay.Payments.Reconciling;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Grains.Tests.Reconciling;

/// <summary>What a run finds at a processor that somebody has tampered with, and what reading repairs of it.</summary>
public sealed class ReconciliationTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Where_both_sides_agree_a_run_finds_nothing_and_calls_nobody()
    {
        await using var house = await House.Build(strayLookUps: 0);
        await house.Opened("CC-1");
        await house.Opened("CC-2");
        await Later(house);

        var report = await Run(house);

        Assert.Equal((2, 2, 0), (report.InvoiceCount, report.OrderCount, report.StandingCount));
        Assert.True(report.IsFinished);
        Assert.Empty(report.Differences);
        Assert.Empty(house.Alerts.Of(2020));
    }

    [Fact]
    public async Task An_order_that_is_behind_is_repaired_by_a_read_and_nobody_is_called()
    {
        await using var house = await House.Build(strayLookUps: 0);
        var order = await house.Opened("CC-1");
        await Unwatched(house, order);
        await house.Control("CC-1", "pay");
        await house.Control("CC-1", "confirm");

        var report = await Run(house, days: 20);

        var difference = Assert.Single(report.Differences);
        Assert.Equal((DifferenceKind.MoneyOnClosed, true), (difference.Kind, difference.IsRepaired));
        Assert.Equal((0m, 100m), (difference.Ours!.AmountPaid, difference.Theirs!.AmountPaid));
        Assert.Equal((0, 1), (report.StandingCount, report.RepairedCount));
        Assert.NotEqual("timeout", (await order.Get()).View!.Outcome);
        Assert.Contains(await order.History(), entry =>
            entry.Event == "ReadAsked" && entry.Data["who"] == "tester");
        Assert.Empty(house.Alerts.Of(2020));
    }

    [Fact]
    public async Task A_payment_whose_poll_is_not_due_yet_is_found_and_repaired()
    {
        await using var house = await House.Build(strayLookUps: 0);
        var order = await house.Opened("CC-1");
        // Polls are some minutes apart by then.
        await Later(house);
        await house.Control("CC-1", "pay");

        var report = await Run(house, TimeSpan.FromSeconds(1));

        var difference = Assert.Single(report.Differences);
        Assert.Equal((DifferenceKind.OtherState, true), (difference.Kind, difference.IsRepaired));
        Assert.Equal("Confirming", (await order.Get()).View!.Status);
    }

    [Fact]
    public async Task An_invoice_that_is_gone_there_is_missing_there_and_one_alert_says_so()
    {
        await using var house = await House.Build(strayLookUps: 0);
        await house.Opened("CC-1");
        await house.Opened("CC-2");
        await Later(house);
        await AtSandbox(house, "DELETE FROM invoices WHERE order_id IN ('CC-1', 'CC-2')");

        var report = await Run(house);

        Assert.Equal([DifferenceKind.MissingThere, DifferenceKind.MissingThere], Kinds(report));
        Assert.All(report.Differences, difference => Assert.False(difference.IsRepaired));
        Assert.Contains("on 2 invoices", Assert.Single(house.Alerts.Of(2020)));
    }

    [Fact]
    public async Task What_a_list_does_not_show_and_a_read_does_is_not_missing()
    {
        await using var house = await House.Build(strayLookUps: 0);
        await house.Opened("CC-1");
        await Later(house);
        // As if its clock had been a day behind when it made it.
        await AtSandbox(
            house, "UPDATE invoices SET document = json_set(document, '$.CreatedAt', '2026-11-20T12:00:00+00:00')");

        Assert.Empty((await Run(house)).Differences);
    }

    [Fact]
    public async Task An_invoice_of_an_order_that_there_is_not_is_missing_here()
    {
        await using var house = await House.Build(strayLookUps: 0);
        await house.MakeAnother("CC-9");
        await Later(house);

        Assert.Equal([DifferenceKind.MissingHere], Kinds(await Run(house)));
        Assert.Null(await house.StatusInRow("CC-9"));
    }

    [Fact]
    public async Task An_invoice_behind_our_back_is_missing_here_until_the_order_has_seen_to_it()
    {
        await using var house = await House.Build(strayLookUps: 0);
        var order = await house.Opened("CC-1");
        await house.Control("CC-1", "expire");
        await Unwatched(house, order);
        await house.MakeAnother("CC-1");
        await Later(house);

        var report = await Run(house, days: 20);

        var difference = Assert.Single(report.Differences);
        Assert.Equal((DifferenceKind.MissingHere, true), (difference.Kind, difference.IsRepaired));
        Assert.Contains(await order.History(), entry => entry.Event == "StrayFound");
        // It is the order's own work by now.
        await house.PassUntil(Step, async () => (await house.InvoicesOf("CC-1"))
            .All(invoice => !invoice.GetProperty("isPayable").GetBoolean()));
    }

    [Fact]
    public async Task Two_that_can_be_paid_are_twins_until_the_order_has_withdrawn_one()
    {
        await using var house = await House.Build(strayLookUps: 0);
        await house.Opened("CC-1");
        await Later(house);
        await house.MakeAnother("CC-1");
        await house.PassUntil(TimeSpan.FromMinutes(1), () => Task.FromResult(
            house.Clock.GetUtcNow() > House.Start.AddMinutes(12.5)));

        var difference = Assert.Single((await Run(house, TimeSpan.FromSeconds(1))).Differences);

        Assert.Equal(DifferenceKind.Twin, difference.Kind);
        // The order withdraws by itself; the run waits for its read alone.
        await house.PassUntil(TimeSpan.FromSeconds(1), async () => (await house.InvoicesOf("CC-1"))
            .Count(invoice => invoice.GetProperty("isPayable").GetBoolean()) == 1);
        Assert.Empty((await Run(house, TimeSpan.FromSeconds(1))).Differences);
    }

    [Fact]
    public async Task Another_amount_there_stands()
    {
        await using var house = await House.Build(strayLookUps: 0);
        await house.Opened("CC-1");
        await Later(house);
        await AtSandbox(house, "UPDATE invoices SET document = json_set(document, '$.Amount', 99)");

        var difference = Assert.Single((await Run(house)).Differences);

        Assert.Equal((DifferenceKind.OtherAmount, false), (difference.Kind, difference.IsRepaired));
        Assert.Equal((100m, 99m), (difference.Ours!.Price.Amount, difference.Theirs!.Price.Amount));
    }

    [Fact]
    public async Task A_list_that_breaks_off_is_unfinished_and_nothing_is_missing_in_it()
    {
        await using var house = await House.Build(strayLookUps: 0);
        await house.Opened("CC-1");
        await Later(house);
        await AtSandbox(house, "DELETE FROM invoices");
        await house.Fault(new { on = "search", fail = "500" });

        var report = await Run(house);

        Assert.False(report.IsFinished);
        Assert.Equal("http_500", report.ErrorCode);
        Assert.Empty(report.Differences);
        Assert.Equal(report.From, report.ComparedUntil);
    }

    [Fact]
    public async Task An_account_that_cannot_list_says_so()
    {
        await using var house = await House.Build(0, "", ("Processors:other:Kind", "Signed"),
            ("Processors:other:BaseUrl", "{sandbox}/sandbox/signed"), ("Processors:other:ApiKey", "key"),
            ("Processors:other:WebhookSecret", "not used here, and long enough"), ("DefaultProcessor", "sandbox"));
        Assert.Null(await Account(house, "other").Start(new ReconciliationRequest(null, null, "tester")));
        Assert.False((await Account(house, "other").Get()).CanList);
        Assert.True((await Account(house).Get()).CanList);
    }

    internal static IReconciliationGrain Account(House house, string account = "sandbox") =>
        house.Silo.GetRequiredService<IGrainFactory>()
            .GetGrain<IReconciliationGrain>(IReconciliationGrain.KeyOf(account));

    /// <summary>A run begins and ends.</summary>
    private static async Task<ReconciliationReport> Run(House house, TimeSpan? step = null, int days = 2)
    {
        var to = house.Clock.GetUtcNow();
        var started = await Account(house).Start(new ReconciliationRequest(to.AddDays(-days), to, "tester"));
        await house.PassUntil(step ?? Step, async () => (await Account(house).Report(started!.Id))!.EndedAt is not null);
        return (await Account(house).Report(started!.Id))!;
    }

    /// <summary>Until creates are old enough to be compared.</summary>
    private static Task Later(House house)
    {
        var then = house.Clock.GetUtcNow().AddMinutes(6);
        return house.PassUntil(TimeSpan.FromSeconds(20), () => Task.FromResult(house.Clock.GetUtcNow() >= then));
    }

    /// <summary>Until nobody reads the order any more.</summary>
    private static async Task Unwatched(House house, Interfaces.IPaymentIntentGrain order)
    {
        await house.PassUntil(TimeSpan.FromMinutes(20), async () => (await order.Get()).View!.IsFinal
            && house.Clock.GetUtcNow() > House.Start.AddDays(3));
    }

    private static Task<object?> AtSandbox(House house, string sql) => House.Execute(house.SandboxDatabasePath, sql);

    private static ImmutableArray<DifferenceKind> Kinds(ReconciliationReport report) =>
        [.. report.Differences.Select(difference => difference.Kind)];
}
