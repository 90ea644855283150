using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Views;

namespace CryptoPay.Payments.Cases;

/// <summary>What operators see of an order's sinks.</summary>
public static class SinkViewing
{
    public const string Owed = "owed";
    private const string Delivered = "delivered";
    private const string Parked = "parked";
    private const string Unclear = "unclear";
    private const string None = "none";

    /// <summary>Each word that <see cref="SinkView.State"/> can be.</summary>
    public static ImmutableArray<string> States { get; } = [Delivered, Owed, Parked, Unclear, None];

    /// <param name="troubleOf">What the last try of this notice failed of; "" for nothing.</param>
    public static ImmutableArray<SinkView> ViewsOf(
        this PaymentIntent intent, ICaseSink sink, Func<CaseNotice, string> troubleOf)
    {
        var notices = sink.NoticesOf(intent).ToList();
        // What is parked is shown until somebody has looked, also where there is nothing to tell of it any more.
        var left = intent.CaseCursors
            .Where(cursor => cursor.Sink == sink.Name && cursor.ParkedAt is not null
                && notices.All(notice => notice.About != cursor.About))
            .Select(cursor => new CaseNotice(cursor.About, cursor.ParkedRevision, Sensitive.None));
        var views = notices.Select(notice => ViewOf(intent, sink, notice, troubleOf(notice)))
            .Concat(left.Select(notice => ViewOf(intent, sink, notice, "", isLeft: true)));
        var none = new SinkView { Sink = sink.Name, Kind = sink.Kind.ToString(), State = None };
        return [.. views.DefaultIfEmpty(none)];
    }

    private static SinkView ViewOf(
        PaymentIntent intent, ICaseSink sink, CaseNotice notice, string trouble, bool isLeft = false)
    {
        var isOwed = !isLeft && Deliveries.IsOwed(intent, sink, notice);
        var cursor = intent.CursorOf(sink.Name, notice.About);
        var isParked = !isOwed && cursor?.ParkedAt is not null;
        return new SinkView
        {
            Sink = sink.Name,
            Kind = sink.Kind.ToString(),
            About = notice.About,
            State = isOwed ? Owed
                : isParked ? (cursor!.IsUnclear ? Unclear : Parked)
                : cursor is null ? None : Delivered,
            Revision = notice.Revision,
            DeliveredRevision = cursor?.Revision ?? 0,
            DeliveredAt = WireTime.Of(cursor?.DeliveredAt),
            ParkedAt = WireTime.Of(isParked ? cursor!.ParkedAt : null),
            ErrorCode = isParked ? cursor!.ParkedReason : isOwed ? trouble : "",
            Note = cursor?.Note ?? "",
        };
    }
}
