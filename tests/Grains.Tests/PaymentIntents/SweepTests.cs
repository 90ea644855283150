using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Grains.Tests.PaymentIntents;

/// <summary>What happens to an order of which nobody thinks any more.</summary>
public sealed class SweepTests
{
    [Fact]
    public async Task A_forgotten_order_is_woken_when_its_watchdog_time_has_passed()
    {
        await using var house = await House.Build();
        var order = await house.Opened("CC-1");
        await house.Forget();
        await house.Control("CC-1", "pay");
        await house.PassUntil(TimeSpan.FromSeconds(15), async () => await house.StatusInRow("CC-1") == "Confirming");
    }

    [Fact]
    public async Task A_slow_poll_whose_time_came_while_nobody_was_up_is_made_up_for()
    {
        await using var house = await House.Build(strayLookUps: 0);
        var order = await house.Opened("CC-1");
        await house.Control("CC-1", "expire");
        await house.PassToNextRead(TimeSpan.FromSeconds(10));
        await House.Until(order, view => view.Status == "Expired");
        await house.Still();
        await house.CloseSilo();
        var tick = DateTimeOffset.Parse(
            (string)(await house.Execute("SELECT start_time FROM reminder WHERE reminder_name = 'long-poll'"))!,
            CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        house.Clock.Advance(tick - house.Clock.GetUtcNow() + TimeSpan.FromSeconds(20));
        var count = house.Calls.ReadCount;

        await house.OpenSilo();

        await House.Until(() => Task.FromResult(house.Calls.ReadCount), reads => reads > count);
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_does_not_hold_back_the_others()
    {
        await using var house = await House.Build();
        await house.Opened("CC-1");
        await house.Opened("CC-2");
        await house.CloseSilo();
        await house.Execute(
            "UPDATE grain_state SET payload = json_set(payload, '$.version', 99) WHERE grain_key = 'default/CC-1'");
        await house.Control("CC-2", "pay");
        await house.OpenSilo();
        await House.Until(() => house.StatusInRow("CC-2"), status => status == "Confirming");
        Assert.Equal("AwaitingPayment", await house.StatusInRow("CC-1"));
    }

    [Fact]
    public async Task At_start_many_open_orders_are_woken_by_and_by_within_one_short_period()
    {
        await using var house = await House.Build(strayLookUps: 0);
        await house.Opened("CC-1");
        await house.CloseSilo();
        await house.Execute("""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300)
            INSERT INTO grain_state(service_id, grain_type, grain_key, version, payload)
            SELECT service_id, grain_type, 'default/CC-1-' || i, version,
                   -- What is encrypted opens in its own row alone.
                   json_set(json_remove(payload, '$.intent.resumeCode'), '$.intent.salt', '',
                            '$.intent.attempts[0].invoice.paymentUri', '', '$.intent.attempts[0].invoice.checkoutUrl', '')
              FROM grain_state, n WHERE grain_key = 'default/CC-1'
            """);
        await house.OpenSilo();
        var startedAt = house.Clock.GetUtcNow();
        await House.Until(() => Task.FromResult(house.Calls.ReadCount), count => count > 0);
        List<int> counts = [0];
        await house.PassUntil(TimeSpan.FromSeconds(0.1), () =>
        {
            counts.Add(house.Calls.ReadCount);
            return Task.FromResult(counts[^1] >= 301);
        });
        Assert.InRange(house.Clock.GetUtcNow() - startedAt, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        Assert.All(counts.Zip(counts.Skip(1), (before, after) => after - before), step => Assert.InRange(step, 0, 20));
        Assert.Empty(house.Alerts.Of(3002));
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_tried_again_ever_later()
    {
        await using var house = await House.Build();
        await house.Opened("CC-1");
        await house.CloseSilo();
        await house.Execute(
            "UPDATE grain_state SET payload = json_set(payload, '$.version', 99) WHERE grain_key = 'default/CC-1'");
        await house.OpenSilo();
        await house.PassUntil(TimeSpan.FromSeconds(15),
            () => Task.FromResult(house.Clock.GetUtcNow() > House.Start.AddHours(1)));

        Assert.InRange(house.Alerts.Of(3002).Length, 10, 25);
    }

    [Fact]
    public async Task Rows_that_cannot_be_read_do_not_hold_back_the_others_when_an_accounts_settings_change()
    {
        await using var house = await House.Build();
        await house.Opened("CC-1");
        var order = await house.Opened("CC-2");
        // More than a page of them, and all come before it.
        await house.Execute("""
            WITH RECURSIVE n(i) AS (SELECT 1000 UNION ALL SELECT i + 1 FROM n WHERE i < 1299)
            INSERT INTO grain_state(service_id, grain_type, grain_key, version, payload)
            SELECT service_id, grain_type, 'default/CC-1-' || i, version,
                   json_remove(json_set(payload, '$.version', 99), '$.intent.resumeCode')
              FROM grain_state, n WHERE grain_key = 'default/CC-1'
            """);
        await house.Control("CC-2", "pay");
        var configuration = (IConfigurationRoot)house.Silo.GetRequiredService<IConfiguration>();
        configuration["Processors:sandbox:WebhookSecret"] = "another one";
        configuration.Reload();
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        await House.Until(order, view => view.Status == "Confirming");
    }

    [Fact]
    public async Task A_long_poll_renews_its_lease_about_once_an_hour_and_writes_nothing_else()
    {
        await using var house = await House.Build(strayLookUps: 0);
        var order = await house.Opened("CC-1");
        await house.Control("CC-1", "expire");
        await house.PassToNextRead(TimeSpan.FromSeconds(10));
        var before = await House.Until(order, view => view.Status == "Expired");
        for (var i = 0; i < 24; i++) await house.PassToNextRead(TimeSpan.FromMinutes(15));
        Assert.InRange((await order.Get()).View!.Revision - before.Revision, 4, 8);
    }

    [Fact]
    public async Task Changed_settings_of_an_account_make_its_open_orders_due()
    {
        await using var house = await House.Build();
        var order = await house.Opened("CC-1");
        await house.Control("CC-1", "pay");
        var configuration = (IConfigurationRoot)house.Silo.GetRequiredService<IConfiguration>();
        configuration["Processors:sandbox:PreviousWebhookSecret"] = "not used here";
        configuration["Processors:sandbox:WebhookSecret"] = "another one";
        configuration.Reload();
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        await House.Until(order, view => view.Status == "Confirming");
    }
}
