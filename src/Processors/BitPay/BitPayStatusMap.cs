using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.BitPay;

/// <summary>BitPay's statuses of invoices and refunds in our words; README.md has the tables.</summary>
internal static class BitPayStatusMap
{
    /// <param name="exceptionStatus">"" for false.</param>
    /// <param name="hasMoney">amountPaid is above 0.</param>
    public static (InvoiceStatus Status, InvoiceQualifiers Qualifiers) Read(
        string status, string exceptionStatus, bool isCancelled, bool hasMoney)
    {
        InvoiceStatus? known = status switch
        {
            "new" => InvoiceStatus.Open,
            "paid" => InvoiceStatus.Confirming,
            "confirmed" or "complete" => InvoiceStatus.Settled,
            "expired" => isCancelled ? InvoiceStatus.Invalid : InvoiceStatus.Expired,
            "invalid" or "declined" => InvoiceStatus.Invalid,
            _ => null,
        };
        InvoiceQualifiers? exception = exceptionStatus switch
        {
            "" => InvoiceQualifiers.None,
            "paidPartial" => InvoiceQualifiers.Underpaid,
            "paidOver" => InvoiceQualifiers.Overpaid,
            _ => null,
        };
        if (known is null || exception is null) return (InvoiceStatus.Unrecognized, InvoiceQualifiers.None);

        var qualifiers = exception.Value;
        // While the invoice is open exceptionStatus does not tell a part payment yet.
        if (hasMoney && known is InvoiceStatus.Open or InvoiceStatus.Expired)
            qualifiers |= InvoiceQualifiers.Underpaid;
        if (isCancelled && known is InvoiceStatus.Invalid) qualifiers |= InvoiceQualifiers.Manual;
        return (known.Value, qualifiers);
    }

    public static RefundStatus ReadRefund(string status) => status switch
    {
        "preview" or "created" or "pending" => RefundStatus.Pending,
        "success" => RefundStatus.Completed,
        // Its pages spell it one way, its SDKs the other.
        "failure" or "canceled" or "cancelled" => RefundStatus.Failed,
        _ => RefundStatus.Unrecognized,
    };
}
