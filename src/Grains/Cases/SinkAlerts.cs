using System.Collections.Concurrent;
using CryptoPay.Grains.Metrics;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Grains.Cases;

/// <summary>
/// What is wrong with a sink rather than with an order: told once when it has taken nothing for five minutes, and again
/// each hour that it lasts.
/// </summary>
internal sealed partial class SinkAlerts(TimeProvider time, OrderMetrics metrics, ILogger<SinkAlerts> logger)
{
    private static readonly TimeSpan DownMax = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan QuietFor = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<(string Merchant, string Sink), Outage> outages = new();

    public void Failed(string merchant, string sink, string code)
    {
        metrics.Told(sink, succeeded: false);
        var now = time.GetUtcNow();
        var outage = outages.GetOrAdd((merchant, sink), _ => new Outage(now));
        if (outage.IsToTell(now)) Log.Down(logger, sink, merchant, code);
    }

    /// <summary>It took something.</summary>
    public void Delivered(string merchant, string sink)
    {
        metrics.Told(sink, succeeded: true);
        if (outages.TryRemove((merchant, sink), out var outage) && outage.WasTold) Log.Up(logger, sink, merchant);
    }

    private sealed class Outage(DateTimeOffset since)
    {
        private readonly Lock gate = new();
        private DateTimeOffset? toldAt;

        public bool WasTold => toldAt is not null;

        public bool IsToTell(DateTimeOffset now)
        {
            lock (gate)
            {
                if (now < (toldAt + QuietFor ?? since + DownMax)) return false;
                toldAt = now;
                return true;
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2014, LogLevel.Error,
            "Case sink {Sink} of merchant {Merchant} has taken nothing for five minutes: {Code}. It is tried again.")]
        public static partial void Down(ILogger logger, string sink, string merchant, string code);

        [LoggerMessage(2015, LogLevel.Information, "Case sink {Sink} of merchant {Merchant} is told again.")]
        public static partial void Up(ILogger logger, string sink, string merchant);
    }
}
