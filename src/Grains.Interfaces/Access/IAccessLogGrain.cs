using System.Collections.Immutable;

namespace CryptoPay.Grains.Interfaces.Access;

/// <summary>
/// Where gateways, that may have no database, write down who was shown payments. Key: any number; it keeps nothing.
/// </summary>
[Alias("CryptoPay.IAccessLogGrain")]
public interface IAccessLogGrain : IGrainWithIntegerKey
{
    /// <summary>All of them are on disk when it returns, or none where it fails.</summary>
    Task Write(ImmutableArray<AccessRecord> accesses);
}
