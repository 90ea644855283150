using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.PaymentIntents;

/// <summary>
/// Who pays dust a thousand times makes a thousand payments. Those of most coins are kept one by one; of the others
/// how many they are and what they sum up to, exactly. What counts as paid is the processor's own sum in any case.
/// </summary>
internal static class KeptPayments
{
    /// <summary>The invoice as it is stored. The same payments, in whatever order, are the same invoice.</summary>
    public static Invoice Of(Invoice seen)
    {
        if (seen.Payments.Length <= RowBounds.PaymentsMax) return seen;
        var sorted = seen.Payments.OrderBy(payment => payment.IsInvalid).ThenByDescending(payment => payment.Value)
            .ThenBy(payment => payment.PaymentId.Value, StringComparer.Ordinal).ToList();
        var others = sorted.Skip(RowBounds.PaymentsMax).Where(payment => !payment.IsInvalid).ToList();
        return seen with
        {
            Payments = [.. sorted.Take(RowBounds.PaymentsMax)],
            OtherPayments = others.Count > 0
                ? new OtherPayments(others.Count, others.Sum(payment => payment.Value))
                : null,
        };
    }

    /// <summary>Whole coins of all payments that count.</summary>
    public static decimal CoinsOf(Invoice invoice) => (invoice.OtherPayments?.Value ?? 0)
        + invoice.Payments.Where(payment => !payment.IsInvalid).Sum(payment => payment.Value);
}
