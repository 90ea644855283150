namespace CryptoPay.Payments.Processors;

/// <summary>Codes of a refused create that mean the same whatever the processor calls it.</summary>
public static class RefusalCodes
{
    /// <summary>
    /// Dust: so little that the coin's network does not carry it, or that the processor takes none so small.
    /// </summary>
    public const string AmountTooSmall = "amount_too_small";
}
