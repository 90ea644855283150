using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.BtcPay;

/// <summary>The server's status and additionalStatus in our words; README.md has the table.</summary>
internal static class BtcPayStatusMap
{
    /// <param name="isPartlyPaid">There is money, and less than the price.</param>
    public static (InvoiceStatus Status, InvoiceQualifiers Qualifiers) Read(
        string status, string additionalStatus, bool isPartlyPaid)
    {
        InvoiceStatus? known = status switch
        {
            "New" => InvoiceStatus.Open,
            "Processing" => InvoiceStatus.Confirming,
            "Settled" => InvoiceStatus.Settled,
            "Expired" => InvoiceStatus.Expired,
            "Invalid" => InvoiceStatus.Invalid,
            _ => null,
        };
        InvoiceQualifiers? qualifiers = additionalStatus switch
        {
            // The money is counted about a second before additionalStatus says so.
            "None" when known is InvoiceStatus.Open && isPartlyPaid => InvoiceQualifiers.Underpaid,
            "None" => InvoiceQualifiers.None,
            "PaidPartial" => InvoiceQualifiers.Underpaid,
            "PaidOver" => InvoiceQualifiers.Overpaid,
            "PaidLate" => InvoiceQualifiers.PaidLate,
            "Marked" => InvoiceQualifiers.Manual,
            // In the schema, never seen. Beside another status it contradicts it: nothing follows from that.
            "Invalid" when known is InvoiceStatus.Invalid => InvoiceQualifiers.None,
            _ => null,
        };
        return known is null || qualifiers is null
            ? (InvoiceStatus.Unrecognized, InvoiceQualifiers.None)
            : (known.Value, qualifiers.Value);
    }
}
