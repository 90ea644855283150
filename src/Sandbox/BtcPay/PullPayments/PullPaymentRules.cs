using CryptoPay.Sandbox.Coins;
using CryptoPay.Sandbox.Orders;

namespace CryptoPay.Sandbox.BtcPay.PullPayments;

/// <summary>BTCPay's rules by the source of version 2.4.1: pure functions of a pull payment and the time.</summary>
internal static class PullPaymentRules
{
    public static PullPayment Apply(PullPayment pullPayment, RefundControl control, DateTimeOffset now) =>
        control switch
        {
            ClaimRefund => Claim(pullPayment, now),
            RefundControl.PayOut { Amount: var amount } => PayOut(pullPayment, now, amount),
            _ => Archive(pullPayment),
        };

    /// <summary>The customer claims all that is left; what is archived or claimed already stays as it is.</summary>
    public static PullPayment Claim(PullPayment pullPayment, DateTimeOffset now)
    {
        var claimed = pullPayment.Payouts.Where(payout => payout.State != PayoutState.Cancelled);
        var left = pullPayment.Amount - claimed.Sum(payout => payout.OriginalAmount);
        return pullPayment.IsArchived || left <= 0
            ? pullPayment
            : pullPayment with
            {
                Payouts = pullPayment.Payouts.Add(new Payout(
                    Coin.NewId(),
                    pullPayment.AutoApproves ? PayoutState.AwaitingPayment : PayoutState.AwaitingApproval,
                    left,
                    Coin.Find(pullPayment.PayoutMethodId.Split('-')[0])!.NewAddress(),
                    now)),
            };
    }

    /// <summary>What is left is claimed, approved and sent.</summary>
    /// <param name="amount">No open payout sends more than this; null for all of it.</param>
    public static PullPayment PayOut(PullPayment pullPayment, DateTimeOffset now, decimal? amount = null) =>
        EndPayouts(Claim(pullPayment, now), PayoutState.Completed, amount);

    /// <summary>Cancels what is not under way; what is completed stays completed, and is listed no more.</summary>
    public static PullPayment Archive(PullPayment pullPayment) =>
        EndPayouts(pullPayment, PayoutState.Cancelled) with { IsArchived = true };

    private static PullPayment EndPayouts(PullPayment pullPayment, PayoutState end, decimal? atMost = null) =>
        pullPayment with
        {
            Payouts = [.. pullPayment.Payouts.Select(payout =>
                payout.State is PayoutState.AwaitingApproval or PayoutState.AwaitingPayment
                    ? payout with
                    {
                        State = end,
                        OriginalAmount = Math.Min(payout.OriginalAmount, atMost ?? payout.OriginalAmount),
                    }
                    : payout)],
        };
}
