using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Views;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Deciding;

/// <summary>Decisions about what the case shows, and who was told.</summary>
internal static class CaseTelling
{
    public static ImmutableArray<Event> Changes(PaymentIntent intent, DateTimeOffset at, PollingPolicy policy) =>
        CaseLook.FactsOf(intent, at, policy) is var facts && facts != intent.Case
            ? [new Event.CaseChanged(facts, at)]
            : [];

    public static Decision Mark(Command.MarkDelivery c) =>
        Decision.Happened(new Event.DeliveryMarked(c.Delivery, c.At));

    public static Decision TakeBack(PaymentIntent intent, Command.TakeDeliveryBack c) =>
        CursorOf(intent, c.Delivery)?.SendingRevision == c.Delivery.Revision
            ? Decision.Happened(new Event.DeliveryTakenBack(c.Delivery, c.At))
            : Decision.Nothing;

    public static Decision Record(Command.RecordDelivery c) =>
        Decision.Happened(new Event.DeliveryMade(c.Delivery, c.Note, c.At, c.RepeatAt));

    public static Decision Park(Command.ParkDelivery c) =>
        Decision.Happened(new Event.DeliveryParked(c.Delivery, c.Reason, c.IsForGood, c.At));

    /// <summary>What is parked is tried again, or the newest is told again, parked or not.</summary>
    public static Decision Ask(PaymentIntent intent, Command.AskDelivery c)
    {
        var cursors = intent.CaseCursors.Where(cursor => cursor.Sink == c.Sink).ToList();
        if (c.IsAgain || cursors.Any(cursor => cursor.CanResume))
            return Decision.Happened(new Event.DeliveryAsked(c.Sink, c.IsAgain, c.Only, c.At));
        // It may have reached the customer: to send it again is for a person to say.
        return cursors.Any(cursor => cursor.IsUnclear)
            ? new Decision.Refused(Refusal.DeliveryUnclear)
            : Decision.Nothing;
    }

    public static Decision SendLink(PaymentIntent intent, Command.SendClaimLink c)
    {
        if (intent.RefundOf(c.RefundId) is not { } refund) return new Decision.Refused(Refusal.RefundNotFound);
        if (intent.ClaimLinkSendOf(c.SendId) is { } known)
        {
            return (known.RefundId, known.Channel, known.To) == (c.RefundId, c.Channel, c.To)
                ? Decision.Nothing
                : new Decision.Refused(Refusal.SendConflict);
        }

        if (!refund.IsOpen || refund.Refund?.ClaimUrl.IsEmpty != false)
            return new Decision.Refused(Refusal.NoClaimLink);
        return intent.ClaimLinkSends.Length >= RowBounds.ClaimLinkSendsMax
            ? new Decision.Refused(Refusal.TooManySends)
            : Decision.Happened(new Event.ClaimLinkAsked(c.SendId, c.RefundId, c.Channel, c.To, c.At));
    }

    private static CaseCursor? CursorOf(PaymentIntent intent, Delivery delivery) =>
        intent.CursorOf(delivery.Sink, delivery.About);
}
