using CryptoPay.Payments;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Answers;

namespace CryptoPay.Processors.BtcPay;

/// <summary>Between our refund and the server's pull payment, both ways.</summary>
internal static class BtcPayRefunds
{
    private static readonly string[] Claims = ["AwaitingApproval", "AwaitingPayment", "InProgress", "Completed"];

    public static string NameOf(RefundRequest request) => $"Refund {request.RefundId} of invoice {request.InvoiceId}";

    public static NewRefundWire Ask(RefundRequest request)
    {
        var method = $"{request.CryptoCode}-CHAIN";
        return new NewRefundWire(
            NameOf(request), "Custom", request.Amount.ToWire(), request.Amount.Currency, [method], method);
    }

    /// <summary>The new pull payment, if it is what was asked for. Nobody can have claimed it yet.</summary>
    public static ProcessorResult<Refund> Match(PullPaymentWire wire, RefundRequest request) =>
        (wire.Name, new Money(wire.Amount, wire.Currency)) == (NameOf(request), request.Amount)
            ? Read(request.InvoiceId, wire, [])
            : new ProcessorResult<Refund>.Nonsense("The answer is not the refund that was asked for.");

    /// <param name="payouts">As the server lists them, which hides those of an archived pull payment.</param>
    public static ProcessorResult<Refund> Read(string invoiceId, PullPaymentWire wire, PayoutWire[] payouts)
    {
        if (payouts.Any(payout => payout.OriginalCurrency != wire.Currency))
            return new ProcessorResult<Refund>.Nonsense("A payout is not in its pull payment's currency.");

        var amount = new Money(wire.Amount, wire.Currency);
        var amountOut = Sum(payouts, "Completed");
        // An archived one's link is dead, and who has claimed all has nothing to do there.
        var isClaimable = !wire.Archived && !Sum(payouts, Claims).Covers(amount);
        return new ProcessorResult<Refund>.Found(new Refund
        {
            ProcessorRefundId = new Sensitive(wire.Id),
            // Ours and the server's own page name the invoice; nothing else leads from a pull payment to it.
            InvoiceId = wire.Name.Contains(invoiceId, StringComparison.Ordinal) ? invoiceId : "",
            Amount = amount,
            Status = StatusOf(wire, payouts, amountOut.Covers(amount)),
            StatusText = string.Join(
                '/', [wire.Archived ? "Archived" : "Active", .. payouts.Select(payout => payout.State)]),
            AmountOut = amountOut,
            ClaimUrl = isClaimable ? new Sensitive(wire.ViewLink) : Sensitive.None,
        });
    }

    private static decimal Sum(PayoutWire[] payouts, params string[] states) =>
        payouts.Where(payout => states.Contains(payout.State)).Sum(payout => payout.OriginalAmount);

    /// <summary>README.md has the table.</summary>
    private static RefundStatus StatusOf(PullPaymentWire wire, PayoutWire[] payouts, bool isOut)
    {
        // A claim that was cancelled can be made again.
        if (payouts.Any(payout => payout.State is not "Cancelled" && !Claims.Contains(payout.State)))
            return RefundStatus.Unrecognized;
        if (isOut) return RefundStatus.Completed;
        // No call shows what went out of it before, and a payout in progress still goes out: neither failed nor done.
        return wire.Archived ? RefundStatus.Unrecognized : RefundStatus.Pending;
    }
}
