using System.Collections.Immutable;

namespace CryptoPay.Grains.DataKeys;

/// <summary>
/// What was erased, kept apart from the rows and from the data keys: what a backup of these brings back is erased by it
/// again. Only added to. A storage implements it.
/// </summary>
public interface IErasureLog
{
    /// <summary>Adds it, unless it is there.</summary>
    Task Add(ErasureEntry entry, CancellationToken cancellation);

    /// <summary>Oldest first.</summary>
    Task<ImmutableArray<ErasureEntry>> OfOwner(string owner, CancellationToken cancellation);

    /// <summary>The keys that were destroyed, and when.</summary>
    Task<ImmutableArray<ErasureEntry>> Keys(CancellationToken cancellation);
}

/// <summary>An order is erased, at once or when it has ended; or a data key is destroyed.</summary>
/// <param name="KeyId">The data key; of an order the one that its values were encrypted with.</param>
/// <param name="Order">The text of the order's key; "" where the data key itself was destroyed.</param>
/// <param name="Owner">The customer, as <see cref="DataKey.Owner"/>; "" for none.</param>
/// <param name="Reason">One word: customer or retention.</param>
public sealed record ErasureEntry(
    DateTimeOffset At, string KeyId, string Order, string Owner, string Reason, string Who);
