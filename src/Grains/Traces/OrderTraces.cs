using System.Diagnostics;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Grains.Traces;

/// <summary>
/// Spans of what an order does. What it does by itself is a trace of its own each time, linked to the call that created
/// the order and to what set it off: a span over a day would be seen by nobody before its end. No value is in them that
/// is not in the log.
/// </summary>
internal static class OrderTraces
{
    private static readonly ActivitySource Source = new("CryptoPay.Grains");

    /// <summary>What is going on, as W3C's traceparent; null where nobody keeps it.</summary>
    public static string? Current => Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C, Id: var id } ? id : null;

    /// <summary>Work of one lane: a call to a processor or a case sink, with what belongs to it.</summary>
    /// <param name="created">The traceparent of the call that created the order; null where it is not known.</param>
    public static Activity? Begin(Lane lane, PaymentIntent intent, string? created)
    {
        if (!Source.HasListeners()) return null;
        List<ActivityLink> links = [];
        if (ActivityContext.TryParse(created, null, isRemote: true, out var creation)) links.Add(new ActivityLink(creation));
        if (Activity.Current is { } cause && cause.Context != creation) links.Add(new ActivityLink(cause.Context));
        // With a parent it would be part of a call that is long answered.
        Activity.Current = null;
        return Source.StartActivity(
            $"{lane.Kind}", ActivityKind.Client, parentContext: default,
            [new("cryptopay.order", $"{intent.Merchant}/{intent.OrderId}"), new("cryptopay.at", lane.At)], links);
    }

    /// <summary>A write of the row.</summary>
    public static Activity? BeginWrite(PaymentIntent intent) => Source.StartActivity(
        "Write", ActivityKind.Internal, parentContext: default,
        [new("cryptopay.order", $"{intent.Merchant}/{intent.OrderId}"), new("cryptopay.status", $"{intent.Status}")]);
}
