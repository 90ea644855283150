namespace CryptoPay.Grains.Interfaces;

/// <summary>A processor asked for a pause, for all who call that account.</summary>
/// <param name="At">When it did, in UTC.</param>
/// <param name="Until">In UTC; not before <paramref name="At"/>.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.AccountRest")]
public sealed record AccountRest([property: Id(0)] DateTimeOffset At, [property: Id(1)] DateTimeOffset Until);
