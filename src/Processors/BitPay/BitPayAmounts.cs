using System.Globalization;
using System.Numerics;
using CryptoPay.Payments.Amounts;

namespace CryptoPay.Processors.BitPay;

/// <summary>Between smallest units, whole coins and the price's currency, in whole numbers throughout.</summary>
internal static class BitPayAmounts
{
    private const int CoinDecimalsMax = 30;

    /// <summary>Of a <see cref="decimal"/>.</summary>
    private const int DecimalsMax = 28;

    /// <summary>
    /// What a part payment is worth: the share of the price that it is of what the coin's wallets are asked for, cut
    /// (not rounded up) to the currency's decimals. exchangeRates are no way to it: they are doubles, the total was
    /// rounded after them and holds a network fee, so that a full payment would come out a little off the price.
    /// </summary>
    public static decimal ShareOf(decimal price, string currency, BigInteger paid, BigInteger total)
    {
        if (paid >= total) return price;
        // Adding a zero that has the decimals gives them to the price, where there is room for them.
        var fine = price + new decimal(0, 0, 0, isNegative: false, (byte)(IsoCurrency.DecimalsOf(currency) ?? 8));
        var scale = (decimal)BigInteger.Pow(10, fine.Scale);
        return (decimal)(new BigInteger(fine * scale) * paid / total) / scale;
    }

    /// <summary>How many decimals the coin has, told by an amount in both forms; null where these differ.</summary>
    public static int? DecimalsOf(BigInteger units, decimal coins)
    {
        var ownDecimals = coins.Scale;
        var digits = new BigInteger(coins * (decimal)BigInteger.Pow(10, ownDecimals));
        for (var decimals = 0; decimals <= CoinDecimalsMax && units > 0; decimals++)
        {
            if (units * BigInteger.Pow(10, ownDecimals) == digits * BigInteger.Pow(10, decimals)) return decimals;
        }

        return null;
    }

    /// <summary>Whole coins, cut where a decimal has too few digits; null where it cannot hold them at all.</summary>
    public static decimal? Coins(BigInteger units, int decimals)
    {
        for (; decimals > 0 && (decimals > DecimalsMax || units > (BigInteger)decimal.MaxValue); decimals--)
            units /= 10;
        return units <= (BigInteger)decimal.MaxValue ? (decimal)units / (decimal)BigInteger.Pow(10, decimals) : null;
    }

    public static bool TryParseCoins(string? text, out decimal coins) => decimal.TryParse(
        text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out coins);
}
