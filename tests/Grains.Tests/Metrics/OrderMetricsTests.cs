using System.Diagnostics.Metrics;
using CryptoPay.Grains.Interfaces;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Grains.Tests.Metrics;

/// <summary>What the metrics say of orders that really go their way.</summary>
public sealed class OrderMetricsTests : IAsyncLifetime
{
    private House house = null!;
    private Measured measured = null!;

    [Fact]
    public async Task Each_change_of_status_is_counted_with_what_showed_it_first()
    {
        var order = await house.Opened("CC-1");
        await house.Control("CC-1", "pay");
        await order.Wake(WakeReason.News);
        await house.PassUntil(
            TimeSpan.FromSeconds(1), async () => (await order.Get()).View!.Status == "Confirming");
        await house.Control("CC-1", "confirm");
        await house.PassUntil(
            TimeSpan.FromSeconds(10), async () => (await order.Get()).View!.Status == "Settled");

        Assert.Equal(1, measured["status_changes account=sandbox seen_by=other status=AwaitingPayment"]);
        Assert.Equal(1, measured["status_changes account=sandbox seen_by=webhook status=Confirming"]);
        Assert.Equal(1, measured["status_changes account=sandbox seen_by=poll status=Settled"]);
        Assert.Equal(0, measured["status_changes account=sandbox seen_by=webhook status=Settled"]);
    }

    [Fact]
    public async Task How_long_an_invoice_and_the_confirmations_took_is_said_and_how_late_a_poll_was()
    {
        await house.Fault(new { on = "create", fail = "500" });
        var order = house.Order("CC-1");
        await order.Create(House.Request());
        await house.PassUntil(TimeSpan.FromSeconds(1), () => Task.FromResult(house.Clock.GetUtcNow() > House.Start.AddSeconds(30)));
        await house.ClearFaults();
        await house.PassUntil(
            TimeSpan.FromSeconds(5), async () => (await order.Get()).View!.Status == "AwaitingPayment");
        var invoice = measured.LastOf("invoice.duration account=sandbox")!.Value;
        Assert.InRange(invoice, 30, (house.Clock.GetUtcNow() - House.Start).TotalSeconds);

        await house.Control("CC-1", "pay");
        await house.PassUntil(
            TimeSpan.FromSeconds(10), async () => (await order.Get()).View!.Status == "Confirming");
        var seenAt = house.Clock.GetUtcNow();
        Assert.InRange(measured.LastOf("read.lateness account=sandbox")!.Value, 0, 60);
        await house.PassUntil(
            TimeSpan.FromSeconds(10), () => Task.FromResult(house.Clock.GetUtcNow() > seenAt.AddMinutes(5)));
        await house.Control("CC-1", "confirm");
        await house.PassUntil(
            TimeSpan.FromSeconds(10), async () => (await order.Get()).View!.Status == "Settled");
        Assert.InRange(
            measured.LastOf("settle.duration account=sandbox")!.Value, 300, (house.Clock.GetUtcNow() - seenAt).TotalSeconds + 60);
    }

    [Fact]
    public async Task What_is_owed_is_counted_until_it_is_done_and_not_twice_when_the_grain_comes_back()
    {
        await house.Fault(new { on = "create", fail = "500" });
        foreach (var order in (string[])["CC-1", "CC-2"]) await house.Order(order).Create(House.Request());
        Assert.Equal(2, measured["owed kind=create_invoice"]);

        await house.Forget();
        await house.Order("CC-1").Get();
        Assert.InRange(measured["owed kind=create_invoice"]!.Value, 1, 2);

        await house.ClearFaults();
        await house.PassUntil(TimeSpan.FromSeconds(5), async () =>
            (await house.Order("CC-1").Get()).View!.Status == "AwaitingPayment"
            && (await house.Order("CC-2").Get()).View!.Status == "AwaitingPayment");
        Assert.Equal(0, measured["owed kind=create_invoice"]);
    }

    [Fact]
    public async Task Each_series_that_an_alert_looks_at_is_there_before_anything_happens()
    {
        await House.Until(() => Task.FromResult(measured["orders.overdue.age"]), age => age == 0);

        Assert.Equal(0, measured["reads account=sandbox succeeded=False"]);
        Assert.Equal(0, measured["status_changes account=sandbox seen_by=poll status=Settled"]);
        Assert.Equal(0, measured["owed kind=deliver_case"]);
        Assert.Equal(0, measured["orders.watched account=sandbox status=Confirming"]);
        Assert.Equal(0, measured["orders.in_review account=sandbox"]);
        Assert.Equal(0, measured["accounts.paused account=sandbox"]);
    }

    [Fact]
    public async Task What_waits_is_looked_up_again_and_again()
    {
        await house.Opened("CC-1");
        await house.Opened("CC-2");
        await house.Silo.GetRequiredService<IGrainFactory>().GetGrain<IProcessorAccountGrain>("account/sandbox")
            .SetPaused(true, "operator", "");
        await house.PassUntil(
            TimeSpan.FromSeconds(10),
            () => Task.FromResult(measured["orders.watched account=sandbox status=AwaitingPayment"] == 2));

        Assert.Equal(1, measured["accounts.paused account=sandbox"]);
        await house.Execute("UPDATE grain_state SET payload = json_set(payload, '$.nextDue', 1) WHERE grain_key = 'default/CC-1'");
        await house.PassUntil(
            TimeSpan.FromSeconds(10), () => Task.FromResult(measured["orders.overdue.age"] > 0));
    }

    public async ValueTask InitializeAsync()
    {
        house = await House.Build();
        measured = new Measured(house.Silo.GetRequiredService<IMeterFactory>());
    }

    public async ValueTask DisposeAsync()
    {
        measured.Dispose();
        await house.DisposeAsync();
    }
}
