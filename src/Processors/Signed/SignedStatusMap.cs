using CryptoPay.Payments.Processors;
using static CryptoPay.Payments.Processors.InvoiceQualifiers;

namespace CryptoPay.Processors.Signed;

/// <summary>The contract's closed vocabulary in our words; what stands beside it follows from the money.</summary>
internal static class SignedStatusMap
{
    public static (InvoiceStatus Status, InvoiceQualifiers Qualifiers) Read(
        string status, decimal amount, decimal amountPaid)
    {
        var under = amountPaid > 0 && amountPaid < amount ? Underpaid : None;
        var over = amountPaid > amount ? Overpaid : None;
        return status switch
        {
            "pending" => (InvoiceStatus.Open, under),
            // The processor applies the tolerance: a little less is not underpaid from here on.
            "confirming" => (InvoiceStatus.Confirming, over),
            "confirmed" or "completed" => (InvoiceStatus.Settled, over),
            "expired" => (InvoiceStatus.Expired, amountPaid > 0 && under is None ? PaidLate | over : under),
            "failed" => (InvoiceStatus.Invalid, under | over),
            "cancelled" => (InvoiceStatus.Invalid, under | over | Manual),
            _ => (InvoiceStatus.Unrecognized, None),
        };
    }
}
