using CryptoPay.Grains.Cluster;
using CryptoPay.Grains.Interfaces.Reconciling;
using CryptoPay.Payments.Processors;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Grains.Reconciling;

/// <summary>
/// Has each account's runs begin when it is time and go on where a silo that died has left one. One silo does it.
/// </summary>
internal sealed partial class Reconciliations(
    IGrainFactory grains, ProcessorAccounts accounts, ReconciliationMetrics metrics, LiveSilos silos, TimeProvider time,
    IHostApplicationLifetime lifetime, ILogger<Reconciliations> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await lifetime.Started(time);
        var since = time.GetUtcNow();
        using var beat = new PeriodicTimer(Period, time);
        do
        {
            if (silos.IsFirst) await Task.WhenAll(accounts.Names.Select(account => Look(account, since)));
            else metrics.Forget();
        }
        while (await beat.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Look(string account, DateTimeOffset since)
    {
        try
        {
            var grain = grains.GetGrain<IReconciliationGrain>(IReconciliationGrain.KeyOf(account));
            metrics.Know(account, await grain.Beat(), since);
        }
        catch (Exception failure)
        {
            // The next one follows, and how long ago a run finished says whether it lasts.
            Log.NotLooked(logger, failure, account);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2026, LogLevel.Warning,
            "Whether processor account {Account} is to be compared with us could not be looked up. It is tried again.")]
        public static partial void NotLooked(ILogger logger, Exception failure, string account);
    }
}
