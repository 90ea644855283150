using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using CryptoPay.Grains.Cluster;
using CryptoPay.Grains.Index;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.Cases;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Grains.Metrics;

/// <summary>
/// What waits, of all silos' orders, looked up twice a minute. One silo tells: several would count the same orders. A look
/// that failed leaves no numbers behind: an old one would say that all is well.
/// </summary>
internal sealed partial class Backlog : BackgroundService
{
    /// <summary>As the case table calls what waits for a person.</summary>
    private const string Review = "review";

    private static readonly TimeSpan Period = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookMax = TimeSpan.FromSeconds(20);

    private readonly IPaymentIntentIndex index;
    private readonly ProcessorAccounts accounts;
    private readonly CaseSinks sinks;
    private readonly OrderMetrics metrics;
    private readonly IGrainFactory grains;
    private readonly LiveSilos silos;
    private readonly TimeProvider time;
    private readonly IHostApplicationLifetime host;
    private readonly ILogger<Backlog> logger;
    private volatile Look? last;

    public Backlog(
        IPaymentIntentIndex index, ProcessorAccounts accounts, CaseSinks sinks, OrderMetrics metrics,
        IGrainFactory grains, LiveSilos silos, TimeProvider time, IHostApplicationLifetime host,
        IMeterFactory meters, ILogger<Backlog> logger)
    {
        (this.index, this.accounts, this.sinks, this.metrics) = (index, accounts, sinks, metrics);
        (this.grains, this.silos) = (grains, silos);
        (this.time, this.host, this.logger) = (time, host, logger);
        var meter = meters.Create(OrderMetrics.MeterName);
        meter.CreateObservableGauge(
            "cryptopay.orders.watched", () => Told(look => look.Watched), "{order}", "Orders that are still watched.");
        meter.CreateObservableGauge(
            "cryptopay.orders.in_review", () => Told(look => look.InReview), "{order}", "Orders that wait for a person.");
        meter.CreateObservableGauge(
            "cryptopay.accounts.paused", () => Told(look => look.Paused), "{account}", "1 where an operator paused it.");
        meter.CreateObservableGauge(
            "cryptopay.orders.overdue.age", () => Told(look => look.OverdueSeconds), "s",
            "For how long the order that waits longest for its watchdog has been overdue; 0 where none is.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await host.Started(time);
        // What is counted before is lost.
        metrics.Bear(accounts.Names, sinks.Names);
        using var beat = new PeriodicTimer(Period, time);
        do
        {
            last = silos.IsFirst ? await TryLook(stoppingToken) : null;
        }
        while (await beat.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<Look?> TryLook(CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(LookMax);
        try
        {
            return await LookNow(patience.Token);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            Log.NotLooked(logger, failure);
            return null;
        }
    }

    private async Task<Look> LookNow(CancellationToken cancellation)
    {
        var watched = await index.CountWatched(cancellation);
        var inReview = await index.CountOf(Review, cancellation);
        var overdue = await index.Overdue(time.GetUtcNow(), after: null, take: 1, cancellation);
        var paused = await Task.WhenAll(accounts.Names.Select(async account => (account, await IsPaused(account))));
        return new Look(
            [
                .. from account in accounts.Names.Union(watched.Select(count => count.Account))
                   from status in Enum.GetNames<PaymentIntentStatus>()
                   select Measured(
                       watched.FirstOrDefault(one => one.Account == account && one.Status == status)?.Count ?? 0,
                       account, status),
            ],
            [
                .. from account in accounts.Names.Union(inReview.Select(count => count.Account))
                   select Measured(inReview.FirstOrDefault(one => one.Account == account)?.Count ?? 0, account),
            ],
            [.. paused.Select(one => Measured(one.Item2 ? 1 : 0, one.account))],
            [new(overdue is [{ Time: var dueAt }, ..] ? Math.Max(0, Age(dueAt)) : 0)]);
    }

    private long Age(long dueAt) => (time.GetUtcNow().ToUnixTimeMilliseconds() - dueAt) / 1000;

    private async Task<bool> IsPaused(string account) =>
        (await grains.GetGrain<IProcessorAccountGrain>(IProcessorAccountGrain.KeyOf(account)).Get()).IsPaused;

    private IEnumerable<Measurement<long>> Told(Func<Look, ImmutableArray<Measurement<long>>> what) =>
        last is { } look ? what(look) : [];

    private static Measurement<long> Measured(long value, string account) =>
        new(value, new KeyValuePair<string, object?>("account", account));

    private static Measurement<long> Measured(long value, string account, string status) =>
        new(value, new("account", account), new("status", status));

    private sealed record Look(
        ImmutableArray<Measurement<long>> Watched, ImmutableArray<Measurement<long>> InReview,
        ImmutableArray<Measurement<long>> Paused, ImmutableArray<Measurement<long>> OverdueSeconds);

    private static partial class Log
    {
        [LoggerMessage(3006, LogLevel.Warning, "What waits could not be counted. They are counted again in half a minute.")]
        public static partial void NotLooked(ILogger logger, Exception failure);
    }
}
