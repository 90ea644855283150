using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Payments.History;

/// <summary>When a payment was seen first, by the history's digest of its ID.</summary>
public static class PaymentsSeen
{
    /// <returns>
    /// Null where no entry has it. Where entries were folded, the time of the first one that is left, so perhaps later.
    /// </returns>
    public static DateTimeOffset? FirstAt(
        ImmutableArray<HistoryEntry> history, PaymentIntent intent, Sensitive paymentId)
    {
        if (paymentId.IsEmpty) return null;
        var digest = EventRecord.Digest(paymentId, intent);
        return history.FirstOrDefault(entry => entry.Data.Any(pair =>
            pair.Value == digest && pair.Key.StartsWith("payments.", StringComparison.Ordinal)))?.At;
    }
}
