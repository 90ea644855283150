using CryptoPay.Loopback;

namespace CryptoPay.Grains.Tests;

/// <summary>What the operator's hook hears of real faults, from their beginning to their end.</summary>
public sealed class AlertTests : IAsyncLifetime
{
    private readonly List<string> told = [];
    private AlertReceiver hook = null!;
    private House house = null!;

    [Fact]
    public async Task An_account_that_makes_no_invoices_is_told_once_and_that_it_does_again_once()
    {
        await house.Fault(new { on = "create", fail = "500" });
        foreach (var order in new[] { "CC-1", "CC-2", "CC-3" }) await house.Order(order).Create(House.Request());
        await Hears("began 2003:sandbox:http_500");

        await house.ClearFaults();
        await Hears("ended 2003:sandbox:http_500");
        Assert.Equal(2, told.Count);
    }

    [Fact]
    public async Task Answers_that_make_no_sense_are_told_and_the_review_that_follows_and_that_both_are_over()
    {
        await house.Opened("CC-1");
        await house.Fault(new { on = "read", fail = "nonsense" });
        await Hears("began 1003:sandbox default/CC-1");
        await Hears("began 1002:sandbox:nonsense default/CC-1");

        await house.ClearFaults();
        await Hears("ended 1002:sandbox:nonsense");
        Assert.Contains("ended 1003:sandbox", told);
    }

    [Fact]
    public async Task A_refund_that_waits_for_a_permission_is_told_and_that_refunds_are_made_again()
    {
        var order = await house.Opened("CC-1");
        await house.Control("CC-1", "pay");
        await house.Control("CC-1", "confirm");
        await house.PassUntil(
            TimeSpan.FromSeconds(10), async () => (await order.Get()).View!.Status == "Settled");
        await house.Fault(new { on = "refund", fail = "403" });
        await order.Refund("R-1", 40m);
        await Hears("began 2009:sandbox:missing-permission");

        await house.ClearFaults();
        await Hears("ended 2009:sandbox:missing-permission");
        Assert.Equal("Pending", (await order.GetRefund("R-1")).View!.Status);
    }

    [Fact]
    public async Task An_account_that_answers_no_read_is_told_though_nobody_asks_for_an_invoice_and_that_it_does_again()
    {
        await house.Opened("CC-1");
        await house.Opened("CC-2");
        await house.Fault(new { on = "read", fail = "500" });
        var failsFrom = house.Clock.GetUtcNow();
        await Hears("began 2011:sandbox:http_500");
        Assert.InRange(house.Clock.GetUtcNow() - failsFrom, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(12));

        await house.ClearFaults();
        await Hears("ended 2011:sandbox:http_500");
        Assert.Equal(2, told.Count);
    }

    [Fact]
    public async Task A_sweep_that_fails_is_told_and_that_it_works_again()
    {
        await house.Execute("ALTER TABLE grain_state RENAME TO elsewhere");
        await Hears("began 3001");

        await house.Execute("ALTER TABLE elsewhere RENAME TO grain_state");
        await Hears("ended 3001");
    }

    public async ValueTask InitializeAsync()
    {
        hook = await AlertReceiver.Open();
        house = await House.Build(settings: ("Alerts:Url", hook.Url));
    }

    public async ValueTask DisposeAsync()
    {
        await house.DisposeAsync();
        await hook.DisposeAsync();
    }

    /// <summary>Time passes until it was posted.</summary>
    private Task Hears(string post) => house.PassUntil(TimeSpan.FromSeconds(5), () =>
    {
        while (hook.Posts.TryRead(out var json))
        {
            var orders = json.GetProperty("orders").EnumerateArray().Select(order => $" {order}");
            told.Add($"{json.GetProperty("state")} {json.GetProperty("alertId")}{string.Concat(orders)}");
        }

        return Task.FromResult(told.Contains(post));
    });
}
