using System.Diagnostics.Metrics;

namespace CryptoPay.Hosting.Alerts;

/// <summary>Alerts of this process that are not over, by their event, and posts of them.</summary>
internal sealed class AlertMetrics
{
    private readonly Counter<long> posts;

    public AlertMetrics(AlertBook book, IMeterFactory meters)
    {
        var meter = meters.Create("CryptoPay.Hosting");
        posts = meter.CreateCounter<long>("cryptopay.alert_posts", "{post}", "Posts to Alerts:Url.");
        meter.CreateObservableGauge(
            "cryptopay.alerts.open",
            () => book.OpenByEvent().Select(open => new Measurement<long>(open.Count, new KeyValuePair<string, object?>("event", open.Event))),
            "{alert}", "Causes that are not over.");
    }

    public void Posted(bool wasTaken) => posts.Add(1, new KeyValuePair<string, object?>("taken", wasTaken));
}
