using System.Collections.Immutable;
using CryptoPay.Grains.Interfaces.Access;

namespace CryptoPay.Grains.Access;

/// <summary>
/// Where API keys are kept. Commands change it while gateways run, so each method is one atomic step. A storage
/// implements it.
/// </summary>
public interface IApiKeyStore
{
    /// <summary>How many can be open at a time: gateways keep all of these in memory.</summary>
    const int OpenMax = 1000;

    /// <summary>Those that open something at this time.</summary>
    Task<ImmutableArray<StoredKey>> Open(DateTimeOffset now, CancellationToken cancellation);

    /// <summary>All that there ever were, by name.</summary>
    Task<ImmutableArray<StoredKey>> All(CancellationToken cancellation);

    /// <returns>False where there is or was one of this name.</returns>
    Task<bool> Add(StoredKey key, CancellationToken cancellation);

    /// <summary>
    /// Gives an open key another secret; the one of now opens too until <paramref name="previousEndsAt"/>.
    /// </summary>
    /// <returns>False where no open key has this name.</returns>
    Task<bool> Rotate(
        string name, string sha256, DateTimeOffset previousEndsAt, DateTimeOffset now, CancellationToken cancellation);

    /// <summary>For good.</summary>
    /// <returns>False where no key has this name that is not revoked already.</returns>
    Task<bool> Revoke(string name, DateTimeOffset now, CancellationToken cancellation);

    /// <param name="uses">When each key, by its name, was last used. An earlier time changes nothing.</param>
    Task NoteUse(IReadOnlyDictionary<string, DateTimeOffset> uses, CancellationToken cancellation);
}
