using CryptoPay.Grains.Access;
using CryptoPay.Grains.Cluster;
using CryptoPay.Grains.DataKeys;
using CryptoPay.Grains.Index;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Grains.Customers;

/// <summary>
/// Keeps nothing for ever: goes on with erasures whose orders were open, erases orders that were kept for long enough,
/// and deletes old rows of the access log. Rows of earlier versions get their data keys. One silo does it.
/// </summary>
internal sealed partial class Retention(
    IDataKeyStore store, Erasures erasures, IPaymentIntentIndex index, IAccessLog accesses, IGrainFactory grains,
    LiveSilos silos, ClusterLevel level, RetentionPolicy policy, TimeProvider time, IHostApplicationLifetime lifetime,
    ILogger<Retention> logger) : BackgroundService
{
    private const string Who = "schedule";
    private const int PageSize = 100;

    private static readonly TimeSpan LevelPeriod = TimeSpan.FromSeconds(5);

    /// <summary>Between two rows of an earlier version, as each is woken and does what is due.</summary>
    private static readonly TimeSpan SealingPause = TimeSpan.FromMilliseconds(20);

    /// <summary>After a start one, for an erasure before it.</summary>
    private int purgesOwed = 1;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.Started(time);
        // Rows that are written before all silos know data keys are found by the first round after it.
        while (!level.Has(ClusterLevel.DataKeys)) await Task.Delay(LevelPeriod, time, stoppingToken);
        using var timer = new PeriodicTimer(policy.Period, time);
        do
        {
            try
            {
                if (silos.IsFirst) await Round(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, failure);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Round(CancellationToken cancellation)
    {
        var (now, sealedCount) = (time.GetUtcNow(), await Seal(cancellation));
        var round = await EraseKept(now.AddDays(-policy.PersonalDays), cancellation);
        foreach (var key in await store.Closed(cancellation))
        {
            var reason = key.Owner == "" ? Erasures.OfRetention : Erasures.OfCustomer;
            round += await erasures.Continue(key, reason, Who, cancellation);
        }

        // And once more: whoever reads the store at that moment may need what was there.
        if (round.KeysDestroyed > 0) purgesOwed = 2;
        if (purgesOwed > 0) await store.Purge(cancellation);
        purgesOwed = Math.Max(0, purgesOwed - 1);
        var deleted = await accesses.Delete(now.AddDays(-policy.AccessDays), cancellation);
        if (round != ErasureRound.None || sealedCount + deleted > 0)
            Log.Done(logger, round.Erased, round.Waiting, round.KeysDestroyed, sealedCount, deleted);
    }

    /// <returns>How many rows of earlier versions got their data keys.</returns>
    private async Task<int> Seal(CancellationToken cancellation)
    {
        var count = 0;
        await foreach (var order in index.EachOfDataKey("", cancellation))
        {
            try
            {
                await grains.GetOrder(OrderKey.Parse(order)).Seal();
                count++;
                await Task.Delay(SealingPause, time, cancellation);
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                Log.NotSealed(logger, failure, order);
            }
        }

        return count;
    }

    private async Task<ErasureRound> EraseKept(DateTimeOffset createdBefore, CancellationToken cancellation)
    {
        var round = ErasureRound.None;
        for (IndexCursor? after = null; ;)
        {
            var page = await index.Kept(createdBefore, after, PageSize, cancellation);
            foreach (var (cursor, dataKeyId) in page)
            {
                if (dataKeyId == "" || await store.Find(dataKeyId, cancellation) is not { ClosedAt: null } key)
                    continue;
                if (key.Order == "")
                {
                    // A customer's key may be that of newer orders too.
                    round += await erasures.EraseOne(cursor.Key, key, Erasures.OfRetention, Who, cancellation);
                    if (!(await index.OfDataKey(dataKeyId, "", 1, cancellation)).IsEmpty) continue;
                }

                await store.Close(dataKeyId, time.GetUtcNow(), cancellation);
                round += await erasures.Continue(key, Erasures.OfRetention, Who, cancellation);
            }

            if (page.Length < PageSize) return round;
            after = page[^1].Cursor;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3031, LogLevel.Information,
            "Retention: {Erased} orders erased, {Waiting} wait for their end, {Keys} data keys destroyed, {Sealed} "
            + "rows encrypted anew, {Accesses} rows of the access log deleted.")]
        public static partial void Done(ILogger logger, int erased, int waiting, int keys, int @sealed, int accesses);

        [LoggerMessage(3032, LogLevel.Error, "Retention was not enforced to its end. It is tried again.")]
        public static partial void Failed(ILogger logger, Exception failure);

        [LoggerMessage(3033, LogLevel.Error, "The row of order {Order} was not encrypted anew. It is tried again.")]
        public static partial void NotSealed(ILogger logger, Exception failure, string order);
    }
}
