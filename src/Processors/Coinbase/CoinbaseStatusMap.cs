using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Coinbase;

/// <summary>A checkout's status in our words; README.md has the table.</summary>
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
}
