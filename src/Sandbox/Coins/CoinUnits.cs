using System.Numerics;

namespace CryptoPay.Sandbox.Coins;

/// <summary>A coin's smallest units.</summary>
internal static class CoinUnits
{
    private const int WrittenDecimalsMax = 8;

    public static BigInteger Of(decimal coins, string coin)
    {
        var written = Math.Min(WrittenDecimalsMax, DecimalsOf(coin));
        return new BigInteger(coins * Power(written)) * BigInteger.Pow(10, DecimalsOf(coin) - written);
    }

    /// <summary>What is asked for is never a little too little.</summary>
    public static decimal RoundUp(decimal coins, string coin)
    {
        var power = Power(Math.Min(WrittenDecimalsMax, DecimalsOf(coin)));
        return Math.Ceiling(coins * power) / power;
    }

    private static int DecimalsOf(string coin) => Coin.Find(coin)!.Decimals;

    private static decimal Power(int decimals) => (decimal)BigInteger.Pow(10, decimals);
}
