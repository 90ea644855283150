using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;

namespace CryptoPay.Hosting.Alerts;

/// <summary>Alerts of this process that are not over, by their event and what they are about, and posts of them.</summary>
internal sealed class AlertMetrics
{
    private readonly Counter<long> posts;

    public AlertMetrics(AlertBook book, IMeterFactory meters, IHostApplicationLifetime host)
    {
        var meter = meters.Create("CryptoPay.Hosting");
        posts = meter.CreateCounter<long>("cryptopay.alert_posts", "{post}", "Posts to Alerts:Url.");
        meter.CreateObservableGauge(
            "cryptopay.alerts.open",
            () => book.Open().Select(open => new Measurement<long>(
                open.Count, new("event", open.Event), new("account", open.Account), new("sink", open.Sink))),
            "{alert}", "Causes that are not over.");
        // An increase from nothing to 1 is none to Prometheus. What is counted before the start is lost.
        host.ApplicationStarted.Register(() =>
        {
            foreach (var wasTaken in (bool[])[true, false]) Add(0, wasTaken);
        });
    }

    public void Posted(bool wasTaken) => Add(1, wasTaken);

    private void Add(long count, bool wasTaken) =>
        posts.Add(count, new KeyValuePair<string, object?>("taken", wasTaken));
}
