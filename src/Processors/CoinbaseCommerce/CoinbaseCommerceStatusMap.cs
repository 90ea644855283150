using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.CoinbaseCommerce;

/// <summary>A step of the timeline in our words; README.md has the table.</summary>
internal static class CoinbaseCommerceStatusMap
{
    /// <param name="isPaidInFull">The payments, all confirmed, are the price or more.</param>
    public static (InvoiceStatus Status, InvoiceQualifiers Qualifiers) Read(
        string status, string context, bool isPaidInFull) => (status, context) switch
        {
            ("NEW" or "SIGNED", _) => (InvoiceStatus.Open, InvoiceQualifiers.None),
            ("PENDING", _) => (InvoiceStatus.Confirming, InvoiceQualifiers.None),
            ("COMPLETED", _) => (InvoiceStatus.Settled, InvoiceQualifiers.None),
            ("RESOLVED", _) => (InvoiceStatus.Settled, InvoiceQualifiers.Manual),
            ("EXPIRED", _) => (InvoiceStatus.Expired, InvoiceQualifiers.None),
            ("CANCELED", _) => (InvoiceStatus.Invalid, InvoiceQualifiers.Manual),
            ("UNRESOLVED", "UNDERPAID") => (InvoiceStatus.Expired, InvoiceQualifiers.Underpaid),
            ("UNRESOLVED", "OVERPAID") => (InvoiceStatus.Settled, InvoiceQualifiers.Overpaid),
            ("UNRESOLVED", "DELAYED") => (InvoiceStatus.Expired, InvoiceQualifiers.PaidLate),
            ("UNRESOLVED", "MULTIPLE") when isPaidInFull => (InvoiceStatus.Settled, InvoiceQualifiers.Overpaid),
            // MANUAL, OTHER and what is new: it is not known whether the order is paid. A person has to look, and one
            // will: what stays unrecognized for some minutes is put to review.
            _ => (InvoiceStatus.Unrecognized, InvoiceQualifiers.None),
        };
}
