using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace CryptoPay.Cluster;

/// <summary>Orders that are asked for from an event on, each until its first good answer.</summary>
internal sealed class Probes(Rig rig, IReadOnlyList<Uri> gateways, string[] orders)
{
    /// <summary>What answers sooner was not concerned.</summary>
    private static readonly TimeSpan AtOnce = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>An order that nobody answers for is asked for this often at a time.</summary>
    private const int UnderWayMax = 3;

    /// <param name="event">When it happened.</param>
    /// <returns>From then to the last first good answer.</returns>
    public async Task<TimeSpan> Ask(Run run, long @event, string what = "first good answer")
    {
        var answered = await Task.WhenAll(orders.Select((order, i) => FirstGood(order, gateways[i % gateways.Count], @event)));
        var missing = orders.Where((_, i) => answered[i] is null).ToArray();
        if (missing.Length > 0) run.Wrong($"no answer within {Patience.TotalMinutes} min for {string.Join(", ", missing)}");
        var times = answered.OfType<(TimeSpan After, bool IsAtOnce)>().ToArray();
        var concerned = times.Where(time => !time.IsAtOnce).Select(time => time.After).ToArray();
        run.Figure($"{what}, all {orders.Length} orders", Summary([.. times.Select(time => time.After)]));
        run.Figure($"{what}, the {concerned.Length} that were concerned", Summary(concerned));
        return times.Length == 0 ? Patience : times.Max(time => time.After);
    }

    public static string Summary(TimeSpan[] times)
    {
        if (times.Length == 0) return "none";
        var sorted = times.Order().ToArray();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"median {sorted[sorted.Length / 2].TotalSeconds:0.00} s, max {sorted[^1].TotalSeconds:0.00} s");
    }

    private async Task<(TimeSpan After, bool IsAtOnce)?> FirstGood(string order, Uri gateway, long @event)
    {
        var good = new TaskCompletionSource<(TimeSpan, bool)>();
        ConcurrentDictionary<int, bool> underWay = [];
        var clock = Stopwatch.StartNew();
        for (var i = 0; !good.Task.IsCompleted && clock.Elapsed < Patience; i++)
        {
            if (underWay.Count < UnderWayMax) _ = AskOnce(i);
            await Task.WhenAny(good.Task, Task.Delay(Pace));
        }

        return good.Task.IsCompleted ? await good.Task : null;

        async Task AskOnce(int i)
        {
            underWay[i] = true;
            var at = Stopwatch.GetTimestamp();
            var (status, _) = await rig.Get(gateway, order);
            underWay.TryRemove(i, out _);
            if (Api.IsGood(status))
                good.TrySetResult((Stopwatch.GetElapsedTime(@event), i == 0 && Stopwatch.GetElapsedTime(at) <= AtOnce));
        }
    }
}
