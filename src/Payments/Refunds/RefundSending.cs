using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Refunds;

/// <summary>
/// Decisions about asking the processor for a refund. That it is sent is written before the call, so that nobody ever
/// takes for unsent what may be on its way.
/// </summary>
internal static class RefundSending
{
    public static Decision Send(PaymentIntent intent, Command.SendRefund c) =>
        intent.RefundOf(c.RefundId) is { IsOwed: true }
            ? Decision.Happened(new Event.RefundSent(c.RefundId, c.At))
            : Decision.Nothing;

    public static Decision TakeBack(PaymentIntent intent, Command.TakeRefundBack c) =>
        intent.RefundOf(c.RefundId) is { IsOwed: true, SentAt: not null, IsUnclear: false }
            ? Decision.Happened(new Event.RefundTakenBack(c.RefundId, c.At))
            : Decision.Nothing;

    public static Decision Refuse(PaymentIntent intent, Command.RecordRefundRefusal c)
    {
        if (intent.RefundOf(c.RefundId) is not { Progress: RefundProgress.Requested } refund) return Decision.Nothing;
        if (!c.MayExist) return Decision.Happened(new Event.RefundRefused(c.RefundId, c.Code, c.At));

        // An earlier call may have done the work after all, and this refusal be about nothing else: the promise stands.
        return refund.IsUnclear ? Decision.Nothing : Decision.Happened(new Event.RefundMissing(c.RefundId, c.At));
    }

    /// <summary>Until the work cannot be under way any more, that a search does not show it tells nothing.</summary>
    public static Decision Missing(PaymentIntent intent, Command.RecordRefundMissing c, PollingPolicy policy) =>
        !c.IsRepeatSafe && intent.RefundOf(c.RefundId) is { IsOwed: true, IsUnclear: false } refund
        && refund.LastSentAt + policy.CreateMax <= c.StartedAt
            ? Decision.Happened(new Event.RefundMissing(c.RefundId, c.At))
            : Decision.Nothing;
}
