using System.Collections.Immutable;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.PaymentIntents;

/// <summary>
/// Decisions about what a person says of money that nobody else can tell. Saying it twice is saying it once.
/// </summary>
internal static class Resolving
{
    public static Decision Review(PaymentIntent intent, Command.Resolve c)
    {
        var open = Reviews.Open(intent);
        return c.Resolution.Outcome switch
        {
            ReviewOutcome.Returned => Returned(intent, c, open),
            _ when !open.IsEmpty => Answered(intent, c, open),
            var outcome when outcome == intent.LastResolved => Decision.Nothing,
            _ => new Decision.Refused(Refusal.NothingToReview),
        };
    }

    private static Decision Returned(PaymentIntent intent, Command.Resolve c, ImmutableArray<string> open)
    {
        var (invoiceId, amount) = (c.Resolution.InvoiceId, c.Resolution.Amount!.Value);
        if (amount != Sums.Rounded(intent, amount)) return new Decision.Refused(Refusal.RefundAmountTooFine);
        if (intent.Attempts.FirstOrDefault(attempt => attempt.Invoice?.InvoiceId == invoiceId) is { } attempt)
        {
            // While it may still be confirmed or double-spent, nobody can have given it back.
            if (attempt.Status is InvoiceStatus.Open or InvoiceStatus.Confirming)
                return new Decision.Refused(Refusal.NothingToReview);
            if (amount > attempt.Invoice!.AmountPaid - Sums.AmountPromised(intent, attempt))
                return new Decision.Refused(Refusal.ReturnTooLarge);
            return amount <= attempt.AmountReturned ? Decision.Nothing : Answered(intent, c, []);
        }

        // What an invoice of nobody's attempt held is in the flag alone.
        if (intent.Strays.All(stray => stray.InvoiceId != invoiceId))
            return new Decision.Refused(Refusal.InvoiceNotFound);
        ImmutableArray<string> about = [.. open.Where(fact => fact.Split(':').Contains(invoiceId))];
        return about.IsEmpty ? Decision.Nothing : Answered(intent, c, about);
    }

    public static Decision Refund(PaymentIntent intent, Command.ResolveRefund c, PollingPolicy policy)
    {
        if (intent.RefundOf(c.RefundId) is not { } refund) return new Decision.Refused(Refusal.RefundNotFound);
        return c.Resolution.IsMade ? Made(intent, c, refund) : NotMade(c, refund, policy);
    }

    private static Decision Made(PaymentIntent intent, Command.ResolveRefund c, IntentRefund refund)
    {
        if (refund.Refund?.ProcessorRefundId == c.Resolution.ProcessorRefundId) return Decision.Nothing;
        if (refund is not { Progress: RefundProgress.Requested } and not { IsSaidNotMade: true })
            return new Decision.Refused(Refusal.RefundNotOpen);
        var isTaken = intent.Refunds.Any(other => other.RefundId != refund.RefundId
            && other.Refund?.ProcessorRefundId == c.Resolution.ProcessorRefundId);
        var isTheirs = !isTaken && c.Made is { } made && made.Amount == refund.Amount
            && made.InvoiceId == intent.AttemptOf(refund).Invoice!.InvoiceId;
        return isTheirs
            ? Decision.Happened(
                new Event.RefundSaidMade(c.RefundId, c.Resolution.Reason, c.Resolution.Who, c.At),
                new Event.RefundObserved(c.RefundId, c.Made!, c.At))
            : new Decision.Refused(Refusal.RefundMismatch);
    }

    private static Decision NotMade(Command.ResolveRefund c, IntentRefund refund, PollingPolicy policy)
    {
        if (refund.IsSaidNotMade) return Decision.Nothing;
        if (refund.Progress != RefundProgress.Requested) return new Decision.Refused(Refusal.RefundNotOpen);
        var isSure = refund.LastSentAt is not { } sentAt || c.SearchedAt >= sentAt + policy.CreateMax;
        return isSure
            ? Decision.Happened(new Event.RefundSaidNotMade(c.RefundId, c.Resolution.Reason, c.Resolution.Who, c.At))
            : new Decision.Refused(Refusal.RefundUnclear);
    }

    private static Decision Answered(PaymentIntent intent, Command.Resolve c, ImmutableArray<string> facts) =>
        intent.ResolutionCount < RowBounds.ResolutionsMax
            ? Decision.Happened(new Event.ReviewResolved(c.Resolution, facts, c.At))
            : new Decision.Refused(Refusal.TooManyResolutions);
}
