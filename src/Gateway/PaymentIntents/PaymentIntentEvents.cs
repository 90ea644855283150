using System.Collections.Immutable;
using CryptoPay.Payments.History;

namespace CryptoPay.Gateway.PaymentIntents;

/// <param name="Events">Oldest first.</param>
/// <param name="IsChainIntact">
/// The entries fit together: each one's hash follows from the one before. It cannot tell that the newest were cut
/// off, or that all were written anew by one who can write the database.
/// </param>
/// <param name="BrokenFrom">The sequence of the first entry that does not fit; 0 where all do.</param>
/// <param name="ErasedEntries">
/// Of so many entries a value was erased. What else they say is held by the next one's hash alone.
/// </param>
internal sealed record PaymentIntentEvents(
    ImmutableArray<HistoryEntry> Events, bool IsChainIntact, int BrokenFrom, int ErasedEntries)
{
    public static PaymentIntentEvents Of(ImmutableArray<HistoryEntry> events)
    {
        var broken = HistoryChain.FirstBroken(events);
        return new(events, broken is null, broken ?? 0, events.Count(entry => entry.IsErased));
    }
}
