using CryptoPay.Payments;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.BitPay;

/// <summary>Between our refund and BitPay's JSON, both ways.</summary>
internal static class BitPayRefunds
{
    private const int ReferenceCharsMax = 100;

    /// <summary>
    /// How long to wait before an invoice that is not complete is asked for again: one block. It is complete after six.
    /// </summary>
    private static readonly TimeSpan BlockPeriod = TimeSpan.FromMinutes(10);

    /// <summary>Why an invoice that is not complete cannot be refunded, or not yet.</summary>
    public static ProcessorResult<Refund> ObstacleIn(InvoiceWire invoice) => invoice.Status switch
    {
        "paid" or "confirmed" => new ProcessorResult<Refund>.Unavailable(BitPayCodes.NotCompleteYet, BlockPeriod),
        _ => new ProcessorResult<Refund>.Refused(BitPayCodes.NotComplete),
    };

    public static NewRefundWire Ask(RefundRequest request, string merchantToken) => new()
    {
        Token = merchantToken,
        Guid = request.Key,
        InvoiceId = request.InvoiceId,
        Amount = request.Amount.Amount,
        Currency = request.Amount.Currency,
        Preview = false,
        Immediate = false,
        BuyerPaysRefundFee = false,
        // A label, and nothing is looked up by it: cut, it would name another refund.
        Reference = request.RefundId.Length <= ReferenceCharsMax ? request.RefundId : null,
    };

    /// <summary>The refund, if it is what was asked for.</summary>
    public static ProcessorResult<Refund> Match(RefundWire wire, RefundRequest request) =>
        new Money(wire.Amount, wire.Currency) == request.Amount && (wire.Guid is "" || wire.Guid == request.Key)
            ? Read(wire, request.InvoiceId)
            : new ProcessorResult<Refund>.Nonsense("The answer is not the refund that was asked for.");

    public static ProcessorResult<Refund> Read(RefundWire wire, string invoiceId)
    {
        if (wire.Invoice != invoiceId)
            return new ProcessorResult<Refund>.Nonsense("The answer is about another invoice's refund.");

        var status = BitPayStatusMap.ReadRefund(wire.Status);
        return new ProcessorResult<Refund>.Found(new Refund
        {
            ProcessorRefundId = new Sensitive(wire.Id),
            InvoiceId = wire.Invoice,
            Amount = new Money(wire.Amount, wire.Currency),
            Status = status,
            StatusText = wire.Status,
            AmountOut = status is RefundStatus.Completed ? wire.Amount : 0,
        });
    }
}
