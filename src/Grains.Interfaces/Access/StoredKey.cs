using System.Collections.Immutable;

namespace CryptoPay.Grains.Interfaces.Access;

/// <summary>
/// An API key that a command made. The key itself is nowhere: only SHA-256 of it, and a key has 256 random bits.
/// </summary>
/// <param name="Name">
/// 1 to 64 letters, digits, '.', '_' and '-'; for histories, logs and metrics. Never given a second time, in whatever
/// case, so a name in a history stays one caller.
/// </param>
/// <param name="Sha256">64 hex digits in lower case.</param>
/// <param name="Merchant">Whose payments it reaches; "*" for everybody's.</param>
/// <param name="Scopes">By their names on the wire, such as payments:create.</param>
/// <param name="ExpiresAt">From then on it opens nothing; null for never.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.StoredKey")]
public sealed record StoredKey(
    [property: Id(0)] string Name,
    [property: Id(1)] string Sha256,
    [property: Id(2)] string Merchant,
    [property: Id(3)] ImmutableArray<string> Scopes,
    [property: Id(4)] DateTimeOffset CreatedAt,
    [property: Id(5)] DateTimeOffset? ExpiresAt = null)
{
    /// <summary>Addresses and networks from which it opens; null for anywhere.</summary>
    [Id(6)]
    public string[]? Addresses { get; init; }

    /// <summary>Common name of the client certificate that must come with it; null for none.</summary>
    [Id(7)]
    public string? CertificateSubject { get; init; }

    /// <summary>Of the key before this one, which opens too while a rotation is under way; "" for none.</summary>
    [Id(8)]
    public string PreviousSha256 { get; init; } = "";

    /// <summary>When the one before ends.</summary>
    [Id(9)]
    public DateTimeOffset? PreviousEndsAt { get; init; }

    [Id(10)]
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>To the minute or so; null where it was never used.</summary>
    [Id(11)]
    public DateTimeOffset? LastUsedAt { get; init; }

    public bool IsOpen(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);

    /// <summary>What it opens with at this time: hex of SHA-256.</summary>
    public IEnumerable<string> HashesAt(DateTimeOffset now) => !IsOpen(now) ? []
        : PreviousEndsAt > now ? [Sha256, PreviousSha256]
        : [Sha256];
}
