using CryptoPay.Grains.Interfaces;

namespace CryptoPay.Grains.Storage;

/// <summary>The row of a processor account. It holds nothing sensitive, so it needs no keys to be read.</summary>
public sealed record ProcessorAccountDocument
{
    public const int CurrentVersion = 1;

    /// <inheritdoc cref="PaymentIntentDocument.Version"/>
    public int Version { get; init; } = CurrentVersion;

    public AccountPause Pause { get; init; } = AccountPause.None;
}
