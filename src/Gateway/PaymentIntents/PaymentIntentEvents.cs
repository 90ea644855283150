using System.Collections.Immutable;
using CryptoPay.Payments.History;

namespace CryptoPay.Gateway.PaymentIntents;

/// <param name="Events">Oldest first.</param>
/// <param name="IsChainIntact">
/// Each entry's hash follows from the entries before it: none was changed, taken out or moved after it was written.
/// </param>
/// <param name="BrokenFrom">The sequence of the first entry that does not follow; 0 where all do.</param>
internal sealed record PaymentIntentEvents(ImmutableArray<HistoryEntry> Events, bool IsChainIntact, int BrokenFrom)
{
    public static PaymentIntentEvents Of(ImmutableArray<HistoryEntry> events) =>
        HistoryChain.FirstBroken(events) is { } sequence ? new(events, false, sequence) : new(events, true, 0);
}
