using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CryptoPay.Gateway.Tests.Leaks;

/// <summary>Hears every trace and every measurement of this process, as an exporter of anybody's could.</summary>
internal sealed class Listeners : IDisposable
{
    public const string Traces = "traces";
    public const string Metrics = "metrics";

    private readonly ConcurrentDictionary<string, bool> tags = [];
    private readonly Evidence evidence;
    private readonly MeterListener meters = new();
    private readonly ActivityListener activities;

    /// <param name="isOthers">Whether a source belongs to another host of this process.</param>
    public Listeners(Evidence evidence, Func<ActivitySource, bool> isOthers)
    {
        this.evidence = evidence;
        activities = new ActivityListener
        {
            ShouldListenTo = source => !isOthers(source),
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Hear,
        };
        ActivitySource.AddActivityListener(activities);
        meters.InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument);
        HearAll<byte>();
        HearAll<short>();
        HearAll<int>();
        HearAll<long>();
        HearAll<float>();
        HearAll<double>();
        HearAll<decimal>();
        meters.Start();
    }

    /// <summary>Names of activities, of which there must be some.</summary>
    public ConcurrentDictionary<string, bool> Heard { get; } = [];

    public void Dispose()
    {
        meters.RecordObservableInstruments();
        meters.Dispose();
        activities.Dispose();
    }

    private void HearAll<T>() where T : struct => meters.SetMeasurementEventCallback<T>((instrument, _, with, _) =>
    {
        foreach (var (name, value) in with)
        {
            var tag = $"{instrument.Meter.Name} {instrument.Name}: {name}={value}";
            if (tags.TryAdd(tag, true)) evidence.Add(Metrics, tag);
        }
    });

    private void Hear(Activity activity)
    {
        Heard.TryAdd(activity.OperationName, true);
        var events = activity.Events.SelectMany(one => one.Tags.Select(Text).Prepend(one.Name));
        evidence.Add(Traces, string.Join(" | ",
        [
            activity.Source.Name, activity.OperationName, activity.DisplayName, activity.StatusDescription,
            activity.TraceStateString, .. activity.TagObjects.Select(Text),
            .. activity.Baggage.Select(one => $"{one.Key}={one.Value}"), .. events,
        ]));
    }

    private static string Text(KeyValuePair<string, object?> tag) => $"{tag.Key}={tag.Value}";
}
