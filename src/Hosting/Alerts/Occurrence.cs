using System.Collections.Immutable;

namespace CryptoPay.Hosting.Alerts;

/// <summary>One log line that begins, repeats or ends an alert.</summary>
/// <param name="Order">The one order that it is about, as merchant/orderId; "" where it is about none.</param>
/// <param name="Cause">Its other values by name. Orders that share them share an alert.</param>
internal sealed record Occurrence(int Event, string Text, string Order, ImmutableSortedDictionary<string, string> Cause)
{
    private const int CharsMax = 200;

    public static Occurrence Of(int eventId, string text, IEnumerable<KeyValuePair<string, object?>> values)
    {
        var (merchant, order) = ("", "");
        var cause = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
        {
            var shown = $"{value}";
            if (shown.Length > CharsMax) shown = shown[..CharsMax];
            switch (name)
            {
                case "Merchant": merchant = $"{shown}/"; break;
                case "OrderId" or "Key": order = shown; break;
                // They differ from one line to the next, and the sentence has them.
                case "Count" or "RefundId" or "{OriginalFormat}" or "exception.type": break;
                default: cause[char.ToLowerInvariant(name[0]) + name[1..]] = shown; break;
            }
        }

        return new Occurrence(eventId, text, merchant + order, cause.ToImmutable());
    }

    /// <summary>Whether what ends here is what began there: nothing that both name differs.</summary>
    public bool Ends(Occurrence began) => AlertEnds.EndedBy(Event) == began.Event
        && Cause.All(value => !began.Cause.TryGetValue(value.Key, out var there) || there == value.Value);

    /// <summary>What few alerts have in common: how they are counted.</summary>
    public (int Event, string Account, string Sink) About =>
        (Event, Cause.GetValueOrDefault("account", ""), Cause.GetValueOrDefault("sink", ""));

    public string AlertId => string.Join(':', [$"{Event}", .. Cause.Values]);
}
