namespace CryptoPay.Grains.Interfaces;

/// <summary>A processor asked for a pause, for all who call that account.</summary>
/// <param name="At">When it did, in UTC.</param>
/// <param name="Until">In UTC; not before <paramref name="At"/>.</param>
/// <param name="IsOfCreates">It was a create that was told so, which holds up no reads; else the other way round.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.AccountRest")]
public sealed record AccountRest(
    [property: Id(0)] DateTimeOffset At, [property: Id(1)] DateTimeOffset Until, [property: Id(2)] bool IsOfCreates);
