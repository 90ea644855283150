using System.Collections.Immutable;

namespace CryptoPay.Grains.Interfaces.Access;

/// <summary>The API keys in the database, for gateways that may have none. Key: any number; it keeps nothing.</summary>
[Alias("CryptoPay.IApiKeysGrain")]
public interface IApiKeysGrain : IGrainWithIntegerKey
{
    /// <summary>Those that open something now.</summary>
    Task<ImmutableArray<StoredKey>> Open();

    /// <param name="uses">When each key, by its name, was last used.</param>
    Task NoteUse(ImmutableDictionary<string, DateTimeOffset> uses);
}
