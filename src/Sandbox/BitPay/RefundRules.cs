using System.Collections.Immutable;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.BitPay;

using Outcome = Outcome<BitPayInvoice, BitPayNews>;

/// <summary>
/// BitPay's rules of refunds, as developer.bitpay.com/reference/create-a-refund-request has them (read 2026-11-24).
/// </summary>
internal static class RefundRules
{
    private static readonly ImmutableArray<(RefundStatus Status, RefundEvent Happened)> Steps =
        [(RefundStatus.Pending, RefundEvent.Pending), (RefundStatus.Success, RefundEvent.Success)];

    public static bool IsRefundable(BitPayInvoice invoice) =>
        invoice.Status is InvoiceStatus.Confirmed or InvoiceStatus.Complete;

    /// <summary>Not more than what is not given back yet, nor meant to be.</summary>
    public static bool Allows(BitPayInvoice invoice, BitPayRefund refund) =>
        IsRefundable(invoice)
        && refund.Amount <= invoice.Price - invoice.Refunds.Where(made => made.Counts).Sum(made => made.Amount);

    /// <summary>
    /// The invoice with the refund as its last. One that is only confirmed is declined by it, and all of it goes back;
    /// by a preview nothing happens to it.
    /// </summary>
    public static Outcome Ask(BitPayInvoice invoice, BitPayRefund refund)
    {
        if (refund.Status == RefundStatus.Preview) return invoice with { Refunds = invoice.Refunds.Add(refund) };
        var isComplete = invoice.Status == InvoiceStatus.Complete;
        var asked = isComplete ? refund : refund with { Amount = invoice.Price };
        var created = new BitPayNews.OfRefund(asked, RefundEvent.Created);
        return new Outcome(
            invoice with
            {
                Status = isComplete ? InvoiceStatus.Complete : InvoiceStatus.Declined,
                Refunds = invoice.Refunds.Add(asked),
            },
            isComplete ? [created] : [created, new BitPayNews.OfInvoice(InvoiceEvent.Declined)]);
    }

    public static Outcome Confirm(BitPayInvoice invoice, BitPayRefund preview) => Ask(
        invoice with { Refunds = invoice.Refunds.RemoveAll(refund => refund.Id == preview.Id) },
        preview with { Status = RefundStatus.Created });

    /// <summary>The customer accepts each open refund and gets the money, or each is cancelled.</summary>
    public static Outcome End(BitPayInvoice invoice, bool isPaidOut)
    {
        var status = isPaidOut ? RefundStatus.Success : RefundStatus.Canceled;
        var ended = invoice.Refunds.Select(refund => refund.IsOpen ? refund with { Status = status } : refund);
        var accepted = invoice.Refunds.Where(refund => refund.IsOpen && isPaidOut).ToList();
        return new Outcome(
            invoice with { Refunds = [.. ended] },
            [
                .. from refund in accepted
                    from step in Steps
                    select new BitPayNews.OfRefund(refund with { Status = step.Status }, step.Happened),
                .. accepted.Select(_ => new BitPayNews.OfInvoice(InvoiceEvent.RefundComplete)),
            ]);
    }
}
