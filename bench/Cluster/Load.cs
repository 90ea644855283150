using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace CryptoPay.Cluster;

/// <param name="At">When it was sent, as <see cref="Stopwatch.GetTimestamp"/> has it.</param>
/// <param name="Status">0: no answer within 10 s.</param>
internal readonly record struct Call(long At, TimeSpan Took, int Status, bool IsCreate, string Order)
{
    public bool IsGood => Api.IsGood(Status);
}

/// <summary>
/// Callers that go on at their pace whatever becomes of their calls, spread over all gateways: of four calls one makes an
/// order, and three read one that is there. None is tried again.
/// </summary>
internal sealed class Load : IAsyncDisposable
{
    private readonly Rig rig;
    private readonly IReadOnlyList<Uri> gateways;
    private readonly int rate;
    private readonly List<string> acknowledged;
    private readonly ConcurrentBag<Call> calls = [];
    private readonly CancellationTokenSource ending = new();
    private readonly Task sending;

    /// <param name="known">Orders that are there.</param>
    public Load(Rig rig, IReadOnlyList<Uri> gateways, int rate, IEnumerable<string> known)
    {
        (this.rig, this.gateways, this.rate, acknowledged) = (rig, gateways, rate, [.. known]);
        sending = Send();
    }

    /// <summary>Those whose create was answered with success, and those that were there before.</summary>
    public string[] Acknowledged
    {
        get
        {
            lock (acknowledged) return [.. acknowledged];
        }
    }

    public Call[] Calls => [.. calls.OrderBy(call => call.At)];

    /// <summary>Of calls sent from this time on, and before that one.</summary>
    public string Summary(long from = 0, long to = long.MaxValue) =>
        Summary(Calls.Where(call => call.At >= from && call.At < to).ToArray());

    public int FailedCount(long from = 0, long to = long.MaxValue) =>
        calls.Count(call => call.At >= from && call.At < to && !call.IsGood);

    /// <summary>Creates alone: an order that is in memory can be read without the database.</summary>
    public string Creates(long from, long to = long.MaxValue)
    {
        var creates = Calls.Where(call => call.IsCreate && call.At >= from && call.At < to).ToArray();
        var good = creates.Where(call => call.IsGood)
            .Select(call => (call.At - from) / (double)Stopwatch.Frequency + call.Took.TotalSeconds).ToArray();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"first good after {(good.Length == 0 ? "never" : $"{good.Min():0.00} s")}; {Summary(creates)}");
    }

    /// <summary>No more calls, and the answers to those that were sent.</summary>
    public async Task Stop()
    {
        await ending.CancelAsync();
        await sending;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        ending.Dispose();
    }

    private static string Summary(Call[] some)
    {
        if (some.Length == 0) return "no calls";
        var took = some.Select(call => call.Took.TotalMilliseconds).Order().ToArray();
        var failed = some.Where(call => !call.IsGood).ToArray();
        var how = failed.GroupBy(call => call.Status).OrderByDescending(status => status.Count())
            .Select(status => $"{status.Count()} × {(status.Key == 0 ? "no answer" : $"{status.Key}")}");
        var lastFailed = failed.Length == 0 ? "" : $" ({string.Join(", ", how)})";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{some.Length} calls, {failed.Length} failed{lastFailed}, p50 {At(0.5):0} ms, p99 {At(0.99):0} ms, max {took[^1]:0} ms");

        double At(double part) => took[(int)(part * (took.Length - 1))];
    }

    private async Task Send()
    {
        List<Task> under = [];
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; !ending.IsCancellationRequested; i++)
        {
            var wait = TimeSpan.FromSeconds((double)i / rate) - Stopwatch.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait, ending.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            under.Add(SendOne(i));
            if (i % 1000 == 999) under.RemoveAll(call => call.IsCompleted);
        }

        await Task.WhenAll(under);
    }

    private async Task SendOne(int i)
    {
        // Not i % count for both: then one gateway would have all creates.
        var gateway = gateways[(i + i / 4) % gateways.Count];
        var isCreate = i % 4 == 0;
        var order = isCreate ? $"L-{i}" : Known(i);
        var at = Stopwatch.GetTimestamp();
        var (status, _) = isCreate ? await rig.Create(gateway, order) : await rig.Get(gateway, order);
        calls.Add(new Call(at, Stopwatch.GetElapsedTime(at), status, isCreate, order));
        if (!isCreate || !Api.IsGood(status)) return;
        lock (acknowledged) acknowledged.Add(order);
    }

    private string Known(int i)
    {
        lock (acknowledged) return acknowledged[(int)(i * 2_654_435_761L % acknowledged.Count)];
    }
}
