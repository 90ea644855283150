using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.Views;

/// <summary>
/// Sums in whole coins. They are for wallets and receipts: what is due or paid is decided in the currency.
/// </summary>
internal static class CoinAmounts
{
    /// <summary>What the invoice still asks for.</summary>
    public static decimal Due(Invoice invoice) =>
        Math.Max(0, invoice.CryptoDue ?? invoice.CryptoAmount - KeptPayments.CoinsOf(invoice));

    /// <summary>All that counts of the order; null where its processors show money and list no transfers.</summary>
    public static decimal? Paid(PaymentIntent intent)
    {
        var paid = intent.Attempts.Sum(attempt => attempt.Invoice is { } invoice ? KeptPayments.CoinsOf(invoice) : 0);
        return paid == 0 && Sums.AmountPaid(intent) > 0 ? null : paid;
    }
}
