using System.Diagnostics;

namespace CryptoPay.Payments.PaymentIntents;

/// <summary>What an event makes of the case and of the sinks' cursors.</summary>
internal static class CaseEvolving
{
    public static PaymentIntent Evolve(PaymentIntent intent, Event.OfCase happened) => happened switch
    {
        // What was written before cases were kept is taken over as it is: nobody hears now what became of it long ago.
        Event.CaseChanged e when intent.Case is null && intent.CreatedAt != e.At =>
            intent with { Case = e.Facts, CaseChangedAt = e.At },
        Event.CaseChanged e =>
            intent with { Case = e.Facts, CaseRevision = intent.CaseRevision + 1, CaseChangedAt = e.At },
        Event.DeliveryMarked e =>
            Told(intent, e.Delivery, cursor => cursor with { SendingRevision = e.Delivery.Revision }),
        Event.DeliveryTakenBack e => Told(intent, e.Delivery, cursor => cursor with { SendingRevision = 0 }),
        Event.DeliveryMade e => Told(intent, e.Delivery, cursor => new CaseCursor(cursor.Sink, cursor.About)
        {
            Revision = e.Delivery.Revision,
            Target = e.Delivery.Target,
            DeliveredAt = e.At,
            RepeatAt = e.RepeatAt,
            Note = e.Note,
        }),
        Event.DeliveryParked e => Told(intent, e.Delivery, cursor => cursor with
        {
            Target = e.Delivery.Target,
            ParkedAt = e.At,
            ParkedReason = e.Reason,
            ParkedRevision = e.Delivery.Revision,
            IsParkedForGood = e.IsForGood,
        }),
        Event.DeliveryAsked e => intent with
        {
            CaseCursors =
            [
                .. intent.CaseCursors.Select(cursor => cursor.Sink == e.Sink && (e.IsAgain ? cursor.CanRedeliver : cursor.CanResume)
                    && (e.Only.IsEmpty || e.Only.Contains(cursor.About)) ? Asked(cursor, e) : cursor),
            ],
        },
        Event.ClaimLinkAsked e => intent with
        {
            ClaimLinkSends = intent.ClaimLinkSends.Add(new(e.SendId, e.RefundId, e.Channel, e.To, e.At)),
        },
        _ => throw new UnreachableException($"No row for {happened.GetType().Name}."),
    };

    /// <summary>What was parked at a new place is owed there, though the old one was told as much.</summary>
    private static CaseCursor Asked(CaseCursor cursor, Event.DeliveryAsked e) =>
        new(cursor.Sink, cursor.About)
        {
            Revision = e.IsAgain ? 0 : Math.Min(cursor.Revision, cursor.ParkedRevision - 1),
            DeliveredAt = cursor.DeliveredAt,
            SendingRevision = e.IsAgain ? 0 : cursor.SendingRevision,
            AskedAt = e.At,
        };

    private static PaymentIntent Told(
        PaymentIntent intent, Delivery delivery, Func<CaseCursor, CaseCursor> change)
    {
        var known = intent.CursorOf(delivery.Sink, delivery.About);
        var changed = change(known ?? new CaseCursor(delivery.Sink, delivery.About));
        return intent with
        {
            CaseCursors = known is null ? intent.CaseCursors.Add(changed) : intent.CaseCursors.Replace(known, changed),
        };
    }
}
