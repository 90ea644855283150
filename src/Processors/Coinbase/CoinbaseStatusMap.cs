using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Coinbase;

/// <summary>A checkout's status, and a refund's, in our words; the operators' page has the tables.</summary>
internal static class CoinbaseStatusMap
{
    public static (InvoiceStatus Status, InvoiceQualifiers Qualifiers) Read(string status) => status switch
    {
        "ACTIVE" => (InvoiceStatus.Open, InvoiceQualifiers.None),
        "PROCESSING" => (InvoiceStatus.Confirming, InvoiceQualifiers.None),
        "COMPLETED" => (InvoiceStatus.Settled, InvoiceQualifiers.None),
        // The money came; that it was given back later is in the status text.
        "REFUNDED" or "PARTIALLY_REFUNDED" => (InvoiceStatus.Settled, InvoiceQualifiers.None),
        "EXPIRED" => (InvoiceStatus.Expired, InvoiceQualifiers.None),
        "FAILED" => (InvoiceStatus.Invalid, InvoiceQualifiers.None),
        "DEACTIVATED" => (InvoiceStatus.Invalid, InvoiceQualifiers.Manual),
        _ => (InvoiceStatus.Unrecognized, InvoiceQualifiers.None),
    };

    public static RefundStatus ReadRefund(string status) => status switch
    {
        "PENDING" => RefundStatus.Pending,
        "COMPLETED" => RefundStatus.Completed,
        "FAILED" => RefundStatus.Failed,
        _ => RefundStatus.Unrecognized,
    };
}
