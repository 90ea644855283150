using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Refunds;

/// <summary>
/// Decisions about a person's word on a refund whose sending had no clear end. Saying it twice is saying it once.
/// </summary>
internal static class RefundResolving
{
    public static Decision Resolve(PaymentIntent intent, Command.ResolveRefund c, PollingPolicy policy)
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
                new Event.RefundSaidMade(c.RefundId, c.Resolution.Reason, c.At),
                new Event.RefundObserved(c.RefundId, c.Made!, c.At))
            : new Decision.Refused(Refusal.RefundMismatch);
    }

    private static Decision NotMade(Command.ResolveRefund c, IntentRefund refund, PollingPolicy policy)
    {
        if (refund.IsSaidNotMade) return Decision.Nothing;
        if (refund.Progress != RefundProgress.Requested) return new Decision.Refused(Refusal.RefundNotOpen);
        var isSure = refund.LastSentAt is not { } sentAt || c.SearchedAt >= sentAt + policy.CreateMax;
        return isSure
            ? Decision.Happened(new Event.RefundSaidNotMade(c.RefundId, c.Resolution.Reason, c.At))
            : new Decision.Refused(Refusal.RefundUnclear);
    }
}
