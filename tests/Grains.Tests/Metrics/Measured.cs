using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace CryptoPay.Grains.Tests.Metrics;

/// <summary>What the instruments of one silo have said.</summary>
internal sealed class Measured : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentDictionary<string, long> sums = new();
    private readonly ConcurrentDictionary<string, double> values = new();

    public Measured(IMeterFactory ofSilo)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Scope == ofSilo && instrument.Name.StartsWith("cryptopay.", StringComparison.Ordinal))
                listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (instrument.IsObservable) sums[NameOf(instrument, tags)] = value;
            else sums.AddOrUpdate(NameOf(instrument, tags), value, (_, sum) => sum + value);
        });
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => values[NameOf(instrument, tags)] = value);
        listener.Start();
    }

    /// <summary>The count of a series, as <c>name tag=value</c> with tags by name; null where there is no such series.</summary>
    public long? this[string series]
    {
        get
        {
            listener.RecordObservableInstruments();
            return sums.TryGetValue(series, out var sum) ? sum : null;
        }
    }

    /// <summary>What a histogram heard last; null where it heard nothing.</summary>
    public double? LastOf(string series) => values.TryGetValue(series, out var value) ? value : null;

    public IEnumerable<string> Series => sums.Keys;

    public void Dispose() => listener.Dispose();

    private static string NameOf(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', tags.ToArray().OrderBy(tag => tag.Key, StringComparer.Ordinal)
            .Select(tag => $"{tag.Key}={tag.Value}").Prepend(instrument.Name["cryptopay.".Length..]));
}
