using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CryptoPay.Grains.Interfaces;

namespace CryptoPay.Grains.Storage;

/// <summary>The row of a processor account. It holds nothing sensitive, so it needs no keys to be read.</summary>
public sealed record ProcessorAccountDocument
{
    /// <summary>2: the pauses that the processor asked for.</summary>
    public const int CurrentVersion = 2;

    /// <inheritdoc cref="PaymentIntentDocument.Version"/>
    public int Version { get; init; } = 1;

    public AccountPause Pause { get; init; } = AccountPause.None;

    /// <summary>One of creates and one of others, at most.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public ImmutableArray<AccountRest> Rests { get; init; }
}
