using System.Collections.Concurrent;
using CryptoPay.Payments.Cases;
using Delivered = CryptoPay.Payments.Cases.DeliveryResult.Delivered;
using Unavailable = CryptoPay.Payments.Cases.DeliveryResult.Unavailable;

namespace CryptoPay.Genesys.Tests.Calls;

/// <summary>A tenant takes 300 calls of a client in a minute.</summary>
public sealed class PaceTests : IDisposable
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly GenesysRig rig = new(("Sinks:0", "summary"), ("Sinks:1", "comment"));
    private readonly ConcurrentQueue<DateTimeOffset> calls = [];

    public PaceTests() => rig.Api = _ =>
    {
        calls.Enqueue(rig.Clock.GetUtcNow());
        return GenesysRig.Json("{}");
    };

    [Fact]
    public async Task A_thousand_updates_are_all_told_and_no_minute_sees_more_than_300()
    {
        var start = rig.Clock.GetUtcNow();

        await rig.Elapse(Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => TellInTheEnd())));

        var at = calls.Order().ToArray();
        Assert.Equal(1_000, at.Length);
        for (var i = 300; i < at.Length; i++) Assert.True(at[i] - at[i - 300] > Minute, $"call {i}");
        // Nor is the tenant left idle.
        Assert.InRange(rig.Clock.GetUtcNow() - start, 3 * Minute, 4 * Minute);
    }

    [Fact]
    public async Task Who_would_wait_for_long_is_told_how_long_and_nothing_was_sent()
    {
        await Spend(300);

        var away = Assert.IsType<Unavailable>(await Tell());

        Assert.Equal(("too_many_calls", false), (away.Code, away.WasSent));
        Assert.InRange(away.RetryAfter!.Value, Minute, TimeSpan.FromSeconds(61));
        Assert.Equal(300, calls.Count);
    }

    [Fact]
    public async Task Who_would_wait_for_short_waits()
    {
        await Spend(300);
        rig.Clock.Advance(TimeSpan.FromSeconds(55));

        Assert.Equal(new Delivered(), await Tell());
    }

    [Fact]
    public async Task All_sinks_of_a_tenant_share_it()
    {
        await Spend(300);

        Assert.IsType<Unavailable>(await rig.Deliver("comment", Orders.Paid));
    }

    [Fact]
    public async Task A_process_may_be_given_a_part_of_it()
    {
        using var part = new GenesysRig(("Sinks:0", "summary"), ("CallsPerMinute", "2"));
        await part.Deliver("summary", Orders.Paid);
        await part.Deliver("summary", Orders.Paid);

        Assert.IsType<Unavailable>(await part.Deliver("summary", Orders.Paid));
        Assert.Equal(2, part.Told.Length);
    }

    [Fact]
    public async Task A_pause_that_the_tenant_asks_of_one_counts_for_all()
    {
        rig.Api = _ => GenesysRig.Error(429, "too.many.requests.retry.after", "30");
        await Tell();
        rig.Api = _ => GenesysRig.Json("{}");

        Assert.Equal(new Unavailable("too_many_calls", TimeSpan.FromSeconds(30), WasSent: false),
            await rig.Deliver("comment", Orders.Paid));
        Assert.Single(rig.Told);

        rig.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(new Delivered(), await rig.Deliver("comment", Orders.Paid));
    }

    [Fact]
    public async Task Who_waits_for_a_turn_hears_of_a_pause_that_began_meanwhile()
    {
        await Spend(300);
        rig.Clock.Advance(TimeSpan.FromSeconds(55));
        var isFirst = 1;
        rig.Api = _ => Interlocked.Exchange(ref isFirst, 0) == 1
            ? GenesysRig.Error(429, "too.many.requests.retry.after", "20")
            : GenesysRig.Json("{}");
        var told = rig.Told.Length;

        var results = await rig.Elapse(Task.WhenAll(Tell(), Tell(), Tell()));

        Assert.All(results, result => Assert.IsType<Unavailable>(result));
        Assert.True(rig.Told.Length - told <= 3);
        rig.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(new Delivered(), await Tell());
    }

    // A resource may ask for hours, such as for what it may cost in a day. The others are not in its place.
    [Fact]
    public async Task A_pause_of_hours_is_the_callers_and_of_the_others_three_minutes()
    {
        rig.Api = _ => GenesysRig.Error(429, "too.many.requests.retry.after", "86400");
        Assert.Equal(new Unavailable("http_429", TimeSpan.FromDays(1), WasSent: false), await Tell());

        Assert.Equal(new Unavailable("too_many_calls", TimeSpan.FromMinutes(3), WasSent: false), await Tell());
    }

    public void Dispose() => rig.Dispose();

    private Task<DeliveryResult> Tell() => rig.Deliver("summary", Orders.Paid);

    private async Task Spend(int count)
    {
        for (var i = 0; i < count; i++) Assert.Equal(new Delivered(), await Tell());
    }

    /// <summary>As an order does: it comes again when it was told to.</summary>
    private async Task<bool> TellInTheEnd()
    {
        var sink = rig.Sink("summary");
        var update = rig.UpdateOf("summary", Orders.Paid);
        while (await sink.Deliver(update, CancellationToken.None) is Unavailable { RetryAfter: { } pause })
            await Task.Delay(pause, rig.Clock);
        return true;
    }
}
