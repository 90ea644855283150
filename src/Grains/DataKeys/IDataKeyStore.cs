using System.Collections.Immutable;

namespace CryptoPay.Grains.DataKeys;

/// <summary>
/// Where data keys are kept, each encrypted by the key ring: apart from the rows, so that no backup of these holds what
/// opens them. A storage implements it. Each call is one statement.
/// </summary>
public interface IDataKeyStore
{
    /// <summary>Adds it, unless there is one of this ID.</summary>
    Task Add(StoredDataKey key, CancellationToken cancellation);

    /// <summary>Null where there has never been one of this ID.</summary>
    Task<StoredDataKey?> Find(string keyId, CancellationToken cancellation);

    /// <summary>All that there are and were, oldest first.</summary>
    /// <param name="owner">As <see cref="DataKey.Owner"/>, not "".</param>
    Task<ImmutableArray<StoredDataKey>> OfOwner(string owner, CancellationToken cancellation);

    /// <summary>Nothing new is encrypted with it from now on.</summary>
    Task Close(string keyId, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>Those that are closed and still there, oldest first.</summary>
    Task<ImmutableArray<StoredDataKey>> Closed(CancellationToken cancellation);

    /// <summary>The IDs of all that are destroyed.</summary>
    Task<ImmutableHashSet<string>> Destroyed(CancellationToken cancellation);

    /// <summary>Empties it. What says that it was there stays, also where it was not.</summary>
    Task Destroy(string keyId, DateTimeOffset at, CancellationToken cancellation);

    /// <summary>After some were destroyed: nor is anything of them in the store's files. May take a while.</summary>
    Task Purge(CancellationToken cancellation);
}

/// <summary>As <see cref="DataKey"/>, encrypted.</summary>
/// <param name="Wrapped">"" where it is destroyed.</param>
public sealed record StoredDataKey(
    string KeyId, string Wrapped, string Owner, string Order, DateTimeOffset CreatedAt, DateTimeOffset? ClosedAt = null,
    DateTimeOffset? DestroyedAt = null);
