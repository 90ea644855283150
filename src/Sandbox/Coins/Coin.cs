using System.Security.Cryptography;

namespace CryptoPay.Sandbox.Coins;

/// <summary>A coin that the sandbox takes. Addresses look like a test network's, but have no valid checksum.</summary>
/// <param name="RateUsd">US dollars for one coin; fixed.</param>
/// <param name="DustBelow">A smaller amount cannot be sent on chain, whole coins.</param>
internal sealed record Coin(
    string Code, string UriScheme, decimal RateUsd, decimal DustBelow,
    string AddressPrefix, string AddressAlphabet, int AddressLength)
{
    private const string Bech32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private const string Base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private const string Hex = "0123456789abcdef";

    private static readonly Coin[] All =
    [
        new("BTC", "bitcoin", 50_000m, 0.00000546m, "bcrt1q", Bech32, 38),
        new("LTC", "litecoin", 100m, 0.00000546m, "rltc1q", Bech32, 38),
        new("DOGE", "dogecoin", 0.2m, 0.01m, "n", Base58, 33),
        new("ETH", "ethereum", 2_500m, 0m, "0x", Hex, 40),
        new("USDC", "ethereum", 1m, 0m, "0x", Hex, 40),
        new("USDT", "ethereum", 1m, 0m, "0x", Hex, 40),
    ];

    public static Coin? Find(string code) => All.FirstOrDefault(coin => coin.Code == code);

    public string NewAddress() => AddressPrefix + RandomNumberGenerator.GetString(AddressAlphabet, AddressLength);

    public static string NewTransactionHash() => RandomNumberGenerator.GetString(Hex, 64);

    public static string NewId() => RandomNumberGenerator.GetString(Base58, 22);

    /// <summary>Whole coins with 8 decimals, rounded up: what is asked for is never a little too little.</summary>
    public static decimal RoundUp(decimal coins) => Math.Ceiling(coins * 100_000_000m) / 100_000_000m;
}
