using System.Collections.Concurrent;
using System.Collections.Immutable;
using CryptoPay.Grains.Cluster;
using CryptoPay.Grains.Index;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.Watching;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Grains.Sweep;

/// <summary>
/// Wakes what is overdue. Orleans skips a reminder's tick that comes while nobody is up, and a row may be gone; this
/// works with every reminder row deleted. One silo sweeps, and the others what it leaves; a wake too many does nothing.
/// </summary>
internal sealed partial class OverdueSweep(
    IPaymentIntentIndex index, MissedTicks ticks, IGrainFactory grains, LiveSilos silos, PollingPolicy polling,
    TimeProvider time, IHostApplicationLifetime lifetime, ILogger<OverdueSweep> logger) : BackgroundService
{
    private const int PageSize = 200;
    private const int Steps = 100;

    /// <summary>So few are no burden at once.</summary>
    private const int StepMin = 20;

    /// <summary>For so long at most a silo that is declared dead, or was restarted, may have missed its ticks.</summary>
    private static readonly TimeSpan UnwatchedMax = TimeSpan.FromSeconds(30);

    /// <summary>And so long it takes until another has read its reminders.</summary>
    private static readonly TimeSpan TakeOverMax = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan RetryMax = TimeSpan.FromMinutes(5);

    /// <summary>What could not be woken, until when it rests, and for how long.</summary>
    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, TimeSpan Wait)> resting = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.Started(time);

        // At start, and when a silo has died, everything whose short window is open or whose effects are owed, overdue
        // or not: it may have lost its beat with the last process.
        var lostBeat = polling.ShortWindow + 2 * polling.WatchdogGrace;
        var roundsAfterLoss = 1;
        var hasFailed = false;
        using var timer = new PeriodicTimer(polling.SweepPeriod, time);
        var (beat, death) = (Task.FromResult(true), Task.FromResult(true));
        do
        {
            try
            {
                // Twice, as some cannot be woken while the cluster settles.
                if (silos.Deaths.TryRead(out _)) roundsAfterLoss = 2;
                var isAfterLoss = silos.IsFirst && roundsAfterLoss > 0;
                await Sweep(
                    time.GetUtcNow() + Horizon(isAfterLoss ? lostBeat : TimeSpan.Zero), isAfterLoss, stoppingToken);
                if (roundsAfterLoss > 0) roundsAfterLoss--;
                if (hasFailed) Log.SweepWorks(logger);
                hasFailed = false;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                hasFailed = true;
                Log.SweepFailed(logger, failure);
            }
        }
        while (await NextTime(stoppingToken));

        // What the first forgets, or cannot do though it lives, the others do.
        TimeSpan Horizon(TimeSpan ofFirst) => silos.IsFirst ? ofFirst : -4 * polling.SweepPeriod;

        async Task<bool> NextTime(CancellationToken cancellation)
        {
            if (beat.IsCompleted) beat = timer.WaitForNextTickAsync(cancellation).AsTask();
            if (death.IsCompleted) death = silos.Deaths.WaitToReadAsync(cancellation).AsTask();
            return await await Task.WhenAny(beat, death);
        }
    }

    /// <summary>
    /// Spread over one short period, what is due first goes first: all at once they would be in the way of each other
    /// and of every customer, and then again at each beat.
    /// </summary>
    private async Task Sweep(DateTimeOffset dueBefore, bool isAfterLoss, CancellationToken cancellation)
    {
        var overdue = await Overdue(dueBefore, cancellation);
        if (isAfterLoss)
        {
            var now = time.GetUtcNow();
            overdue = [.. overdue.Concat(await ticks.Between(now - UnwatchedMax, now + TakeOverMax)).Distinct()];
        }

        using var step = new PeriodicTimer(polling.ShortPeriod / Steps, time);
        foreach (var (i, keys) in overdue.Chunk(Math.Max(StepMin, overdue.Count / Steps + 1)).Index())
        {
            if (i > 0) await step.WaitForNextTickAsync(cancellation);
            await Task.WhenAll(keys.Select(Wake));
        }
    }

    private async Task<List<string>> Overdue(DateTimeOffset dueBefore, CancellationToken cancellation)
    {
        List<string> keys = [];
        IndexCursor? after = null;
        ImmutableArray<IndexCursor> page;
        do
        {
            page = await index.Overdue(dueBefore, after, PageSize, cancellation);
            keys.AddRange(page.Select(row => row.Key).Where(key => !IsResting(key)));
            if (!page.IsEmpty) after = page[^1];
        }
        while (page.Length == PageSize);
        return keys;
    }

    private async Task Wake(string key)
    {
        try
        {
            await grains.GetGrain<IPaymentIntentGrain>(key).Wake(WakeReason.Overdue);
            resting.TryRemove(key, out _);
        }
        catch (Exception failure)
        {
            // One row that cannot be read must not hold back the others, nor fill the log at each sweep.
            var wait = resting.TryGetValue(key, out var before) ? before.Wait * 2 : polling.SweepPeriod;
            if (wait > RetryMax) wait = RetryMax;
            resting[key] = (time.GetUtcNow() + wait, wait);
            Log.WakeFailed(logger, failure, key);
        }
    }

    private bool IsResting(string key) =>
        resting.TryGetValue(key, out var rest) && time.GetUtcNow() < rest.Until;

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Error, "The sweep for overdue orders failed; the next one follows.")]
        public static partial void SweepFailed(ILogger logger, Exception failure);

        [LoggerMessage(3002, LogLevel.Error,
            "Overdue order {Key} could not be woken. It is tried again, ever later: after five minutes at most.")]
        public static partial void WakeFailed(ILogger logger, Exception failure, string key);

        [LoggerMessage(3004, LogLevel.Information, "The sweep for overdue orders works again.")]
        public static partial void SweepWorks(ILogger logger);
    }
}
