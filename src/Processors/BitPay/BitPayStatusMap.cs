using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.BitPay;

/// <summary>BitPay's status, exceptionStatus and isCancelled in our words; README.md has the table.</summary>
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
}
