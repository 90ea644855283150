using System.Collections.Immutable;

namespace CryptoPay.Grains.Interfaces.Access;

/// <summary>A person who signs in, and what for.</summary>
/// <param name="Name">1 to 64 characters of letters, digits, '.', '_', '-' and '@'. Case makes no other name.</param>
/// <param name="Scopes">By name, as <c>ops:read</c>.</param>
/// <param name="Merchant">Whose orders; "*" for everybody's.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.Operator")]
public sealed record Operator(
    [property: Id(0)] string Name,
    [property: Id(1)] ImmutableArray<string> Scopes,
    [property: Id(2)] string Merchant);
