using CryptoPay.Payments.Amounts;

namespace CryptoPay.Processors.Answers;

internal static class AmountCover
{
    /// <summary>
    /// Whether less than the currency's smallest unit is missing of the whole. Exchange rates leave such fractions, and
    /// nobody can pay them.
    /// </summary>
    public static bool Covers(this decimal part, Money whole) =>
        whole.Amount - part < SmallestUnitOf(whole.Currency);

    private static decimal SmallestUnitOf(string currency) =>
        new(1, 0, 0, isNegative: false, (byte)(IsoCurrency.DecimalsOf(currency) ?? 8));
}
