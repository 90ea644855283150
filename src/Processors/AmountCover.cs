using CryptoPay.Payments.Amounts;

namespace CryptoPay.Processors;

internal static class AmountCover
{
    /// <summary>
    /// Whether nothing that can be given is missing of the whole: rates leave less than the currency's smallest unit.
    /// </summary>
    public static bool Covers(this decimal part, Money whole) =>
        whole.Amount - part < SmallestUnitOf(whole.Currency);

    private static decimal SmallestUnitOf(string currency) =>
        new(1, 0, 0, isNegative: false, (byte)(IsoCurrency.DecimalsOf(currency) ?? 8));
}
