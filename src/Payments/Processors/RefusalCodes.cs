namespace CryptoPay.Payments.Processors;

/// <summary>
/// Codes of a refusal that mean the same whatever the processor calls it. Each has its row in docs/operations.md.
/// </summary>
public static class RefusalCodes
{
    /// <summary>
    /// Dust: so little that the coin's network does not carry it, or that the processor takes none so small.
    /// </summary>
    public const string AmountTooSmall = "amount_too_small";

    /// <summary>The account does not take this currency and coin.</summary>
    public const string CurrencyNotTaken = "currency_not_taken";

    /// <summary>The processor counts the currency in larger units than the amount needs.</summary>
    public const string TooManyDecimals = "too_many_decimals";

    /// <summary>What was asked for is at fault by itself: nothing is wrong with the account or with us.</summary>
    public static bool IsOfOrder(string code) => code is AmountTooSmall or CurrencyNotTaken or TooManyDecimals;
}
