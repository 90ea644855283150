using System.Diagnostics;
using CryptoPay.Payments.Messages;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Views;

/// <summary>What a refund looks like from outside now.</summary>
public static class RefundViewing
{
    /// <param name="trouble">What keeps an owed refund from being made at the moment; "" for nothing.</param>
    public static RefundView ViewOf(
        this PaymentIntent intent, IntentRefund refund, DateTimeOffset now, PollingPolicy policy, long revision = 0,
        string trouble = "")
    {
        var claimUrl = refund.IsOpen ? refund.Refund?.ClaimUrl.Value ?? "" : "";
        var message = refund.Progress switch
        {
            RefundProgress.Requested => CustomerMessage.RefundRequested,
            RefundProgress.Pending => claimUrl == "" ? CustomerMessage.RefundPending : CustomerMessage.RefundToClaim,
            RefundProgress.Completed => CustomerMessage.RefundCompleted,
            RefundProgress.Failed => refund.AmountOut > 0 ? CustomerMessage.RefundFailedInPart : CustomerMessage.RefundFailed,
            _ => throw new UnreachableException($"No row for {refund.Progress}."),
        };
        return new RefundView
        {
            RefundId = refund.RefundId,
            PaymentIntentId = intent.PaymentIntentId,
            OrderId = intent.OrderId,
            Status = refund.Progress.ToString(),
            IsFinal = !refund.IsOpen,
            IsRefunded = refund.Progress == RefundProgress.Completed,
            Amount = refund.Amount.ToWire(),
            AmountRefunded = Viewing.ToWire(intent, refund.AmountOut),
            IsoCode = refund.Amount.Currency,
            ClaimUrl = claimUrl,
            PollAfterSeconds = !refund.IsOpen ? 0
                : refund.IsOwed ? 2
                : now < refund.ChangedAt + policy.ShortWindow ? (int)Math.Ceiling(policy.ShortPeriod.TotalSeconds)
                : (int)policy.LongPeriod.TotalSeconds,
            Message = message.Say(Viewing.LanguageOf(intent), refund.Amount),
            CustomerMessage = message,
            ErrorCode = refund switch
            {
                { RefusalCode: not "" } => refund.RefusalCode,
                { Progress: RefundProgress.Failed } => ErrorCodes.RefundEnded,
                { IsOpen: true, IsGivenUp: true } => ErrorCodes.RefundNotOut,
                { IsOwed: true, IsUnclear: true } => ErrorCodes.RefundUnclear,
                { IsOwed: true } => trouble,
                _ => "",
            },
            Revision = revision,
        };
    }
}
