using System.Diagnostics;
using CryptoPay.Sandbox.Coins;
using CryptoPay.Sandbox.Orders;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.Signed;

using Outcome = Outcome<SignedPayment, string>;

/// <summary>The contract's statuses: pure functions of a payment and the time.</summary>
internal static class SignedRules
{
    public const string NotRefundable = "not_refundable";
    private const int ConfirmationsOfCompleted = 6;

    /// <summary>What follows from the transfers and the time alone. A second time it changes nothing.</summary>
    public static Outcome Watch(SignedPayment before, DateTimeOffset now)
    {
        var payment = before;
        if (payment.Status == PaymentStatus.Confirming && !IsPaid(payment, confirmations: 0))
            payment = payment with { Status = PaymentStatus.Pending };
        if (payment.Status == PaymentStatus.Pending && payment.ExpiresAt <= now)
            payment = payment with { Status = PaymentStatus.Expired };
        if (payment.Status == PaymentStatus.Pending && IsPaid(payment, confirmations: 0))
            payment = payment with { Status = PaymentStatus.Confirming };
        if (payment.Status == PaymentStatus.Confirming && IsPaid(payment, payment.ConfirmationsNeeded))
            payment = payment with { Status = PaymentStatus.Confirmed };
        if (payment.Status == PaymentStatus.Confirming && payment.MonitoredUntil <= now)
            payment = payment with { Status = PaymentStatus.Failed };
        if (payment.Status == PaymentStatus.Confirmed && IsPaid(payment, ConfirmationsOfCompleted))
            payment = payment with { Status = PaymentStatus.Completed };
        return Told(before, payment);
    }

    /// <summary>Whoever calls lets time pass before and after.</summary>
    public static Outcome Apply(SignedPayment payment, OrderControl control, DateTimeOffset now) =>
        Told(payment, control switch
        {
            OrderControl.Pay pay => Pay(payment, pay.Amount),
            OrderControl.Confirm confirm => payment with
            {
                Transfers = [.. payment.Transfers.Select(transfer => transfer with
                {
                    Confirmations = transfer.Confirmations + confirm.Blocks,
                })],
            },
            OrderControl.Expire => payment with { ExpiresAt = now < payment.ExpiresAt ? now : payment.ExpiresAt },
            OrderControl.DoubleSpend => payment with
            {
                Transfers = payment.Transfers.RemoveAll(transfer => transfer.Confirmations == 0),
            },
            _ => throw new UnreachableException(control.GetType().Name),
        });

    /// <summary>The payment that nobody can pay any more; null where money, however little, was seen.</summary>
    public static Outcome? Cancel(SignedPayment payment) => payment.Status switch
    {
        PaymentStatus.Pending or PaymentStatus.Expired when payment.Transfers.IsEmpty =>
            Told(payment, payment with { Status = PaymentStatus.Cancelled }),
        PaymentStatus.Failed or PaymentStatus.Cancelled => payment,
        _ => null,
    };

    /// <summary>
    /// With the new refund, or as it is where the same request made it before; null after another request. Only final
    /// money that no other refund has is given back.
    /// </summary>
    public static (SignedPayment? After, string Conflict) Refund(SignedPayment payment, SignedRefund asked)
    {
        var known = payment.Refunds.FirstOrDefault(known => known.Id == asked.Id || known.RefundId == asked.RefundId);
        if (known is not null)
        {
            return (known.Id, known.RequestHash) == (asked.Id, asked.RequestHash)
                ? (payment, "")
                : (null, "idempotency_conflict");
        }
        var final = payment.Transfers
            .Where(transfer => transfer.Confirmations >= payment.ConfirmationsNeeded)
            .Sum(transfer => transfer.CryptoAmount);
        var given = payment.Refunds.Where(refund => refund.Status != RefundStatus.Failed).Sum(refund => refund.Amount);
        return Math.Round(final * payment.Rate, Rates.DecimalsOf(payment.IsoCode)) - given >= asked.Amount
            ? (payment with { Refunds = payment.Refunds.Add(asked) }, "")
            : (null, NotRefundable);
    }

    public static Outcome EndRefunds(SignedPayment payment, bool isPaidOut) => Told(payment, payment with
    {
        Refunds = [.. payment.Refunds.Select(refund => refund.Status == RefundStatus.Pending
            ? refund with { Status = isPaidOut ? RefundStatus.Completed : RefundStatus.Failed }
            : refund)],
    });

    private static Outcome Told(SignedPayment before, SignedPayment after) => new(after, [.. Events(before, after)]);

    /// <summary>What is told of a change, in order.</summary>
    private static IEnumerable<string> Events(SignedPayment before, SignedPayment after)
    {
        if (after.Transfers.Length > before.Transfers.Length) yield return "payment:received";
        if (RefundsOut(after) > RefundsOut(before)) yield return "payment_refunded";
        if (after.Status == before.Status) yield break;
        // The mission writes these two so, one with a colon and one with an underscore.
        yield return after.Status == PaymentStatus.Completed
            ? "payment_completed"
            : $"payment:{SignedWire.Word(after.Status)}";
    }

    private static int RefundsOut(SignedPayment payment) =>
        payment.Refunds.Count(refund => refund.Status == RefundStatus.Completed);

    private static SignedPayment Pay(SignedPayment payment, decimal? amount)
    {
        var coins = amount is { } money ? Coin.RoundUp(money / payment.Rate) : payment.CryptoDue;
        return coins > 0
            ? payment with { Transfers = payment.Transfers.Add(new(Coin.NewTransactionHash() + "-0", coins, 0)) }
            : payment;
    }

    private static bool IsPaid(SignedPayment payment, int confirmations) =>
        payment.Transfers.Where(transfer => transfer.Confirmations >= confirmations)
            .Sum(transfer => transfer.CryptoAmount)
        >= payment.CryptoAmount * (1 - payment.TolerancePercent / 100);
}
