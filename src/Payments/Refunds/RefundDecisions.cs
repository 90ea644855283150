using System.Collections.Immutable;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Refunds;

/// <summary>
/// Decisions about giving money back. What is promised is counted as gone from the moment that it is asked for, so that
/// refunds together never exceed what came in.
/// </summary>
internal static class RefundDecisions
{
    public static Decision Request(PaymentIntent intent, Command.RequestRefund c)
    {
        if (intent.RefundOf(c.RefundId) is { } known)
        {
            return c.Amount is null || c.Amount == known.Amount.Amount
                ? Decision.Nothing
                : new Decision.Refused(Refusal.RefundConflict);
        }

        if (intent.Refunds.Length >= RowBounds.RefundsMax) return new Decision.Refused(Refusal.TooManyRefunds);
        if (c.Amount is { } asked && asked != Math.Round(asked, IsoCurrency.DecimalsOf(intent.Price.Currency) ?? 8))
            return new Decision.Refused(Refusal.RefundAmountTooFine);

        var paid = intent.Attempts.Where(attempt => AmountRefundable(intent, attempt) > 0);
        if (!paid.Any()) return new Decision.Refused(Refusal.NothingToRefund);
        var refundable = paid.Where(attempt => c.RefundingAccounts.Contains(attempt.Account)).Reverse()
            .Select(attempt => (attempt.AttemptId, Available: AmountRefundable(intent, attempt))).ToImmutableArray();
        if (refundable.IsEmpty) return new Decision.Refused(Refusal.RefundUnsupported);
        if (c.Amount is null && refundable.Length > 1) return new Decision.Refused(Refusal.RefundAmountRequired);

        // A processor gives back money of one invoice at a time. The newest first: it is the one that was too much.
        var amount = c.Amount ?? refundable[0].Available;
        return refundable.FirstOrDefault(candidate => candidate.Available >= amount) is { AttemptId: { } attemptId }
            ? Decision.Happened(new Event.RefundRequested(
                c.RefundId, c.Key, attemptId, intent.Price with { Amount = amount }, c.At))
            : new Decision.Refused(Refusal.RefundTooLarge);
    }

    public static Decision Observe(PaymentIntent intent, Command.ObserveRefund c)
    {
        if (intent.RefundOf(c.RefundId) is not { } known || known.Refund == c.Refund) return Decision.Nothing;

        // That it is there must be kept, whatever it is, or it would be asked for again.
        var isUnclear = c.Refund.Status == RefundStatus.Unrecognized;
        if (isUnclear && known.Refund is not null) return Flagged(intent, [], ReviewReasons.RefundStatusUnclear, c);

        var isTwin = known.Refund is { } before && before.ProcessorRefundId != c.Refund.ProcessorRefundId;
        var isAlive = c.Refund.Status != RefundStatus.Failed && known.Refund?.Status == RefundStatus.Failed;
        if (isTwin && !isAlive) return Flagged(intent, [], ReviewReasons.RefundContradicted, c);

        var events = ImmutableArray.Create<Event>(new Event.RefundObserved(c.RefundId, c.Refund, c.At));

        // The invoice may tell of refunds by other hands, and its word and ours are not added.
        if (c.Refund.AmountOut > known.AmountOut) events = events.Add(new Event.ReadFellDue(c.At));
        var isContradicted = isTwin || c.Refund.AmountOut < known.AmountOut
            || c.Refund.Amount != known.Amount || c.Refund.AmountOut > known.Amount.Amount;
        return isContradicted ? Flagged(intent, events, ReviewReasons.RefundContradicted, c)
            : known.IsSaidNotMade ? Flagged(intent, events, ReviewReasons.RefundMadeAfterAll, c)
            : isUnclear ? Flagged(intent, events, ReviewReasons.RefundStatusUnclear, c)
            : new Decision.Accepted(events);
    }

    /// <summary>An open refund that has been looked at as long as we look is a human's to ask after.</summary>
    public static Decision GiveUp(PaymentIntent intent, Command.GiveRefundUp c, PollingPolicy policy) =>
        intent.RefundOf(c.RefundId) is { IsOpen: true, IsGivenUp: false } refund
        && c.At >= RefundSchedule.GivenUpAt(refund, policy)
            ? Flagged(intent, [new Event.RefundGivenUp(c.RefundId, c.At)],
                $"{ReviewReasons.RefundNotOut}:{c.RefundId}", c.At)
            : Decision.Nothing;

    private static Decision Flagged(
        PaymentIntent intent, ImmutableArray<Event> events, string reason, Command.ObserveRefund c) => Flagged(
            intent, events, $"{reason}:{c.RefundId}:{c.Refund.StatusText}:{Money.ToWire(c.Refund.AmountOut, 0)}", c.At);

    private static Decision Flagged(
        PaymentIntent intent, ImmutableArray<Event> events, string flag, DateTimeOffset at) =>
        new Decision.Accepted(
            Reviews.IsKnown(intent, flag) ? events : events.Add(new Event.ReviewFlagged(flag, at)));

    /// <summary>Only money that is final, of an invoice that takes no more.</summary>
    private static decimal AmountRefundable(PaymentIntent intent, InvoiceAttempt attempt) => attempt.Invoice switch
    {
        { Status: InvoiceStatus.Settled } or
        { Status: InvoiceStatus.Expired or InvoiceStatus.Invalid, IsPaymentConfirmed: true } =>
                Sums.AmountRefundable(intent, attempt),
        _ => 0,
    };
}
