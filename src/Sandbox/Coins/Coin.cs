using System.Security.Cryptography;

namespace CryptoPay.Sandbox.Coins;

/// <summary>
/// A coin that the sandbox takes. Addresses look like a test network's and have no valid checksum: a wallet that is
/// shown one by mistake refuses it, and no money leaves.
/// </summary>
/// <param name="RateUsd">US dollars for one coin; fixed.</param>
/// <param name="DustBelow">A smaller amount cannot be sent on chain, whole coins.</param>
/// <param name="Decimals">Of its smallest unit.</param>
/// <param name="Token">The contract of an Ethereum token; "" of a coin that is its own network's.</param>
internal sealed record Coin(
    string Code, string UriScheme, decimal RateUsd, decimal DustBelow, int Decimals, Func<string> NewAddress,
    string Token = "")
{
    private const string Bech32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private const string Base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private const string Hex = "0123456789abcdef";

    // The prefixes of Bitcoin's and Litecoin's regtest and of Dogecoin's testnet: no main network reads them.
    private static readonly Coin[] All =
    [
        new("BTC", "bitcoin", 50_000m, 0.00000546m, 8, () => "bcrt1q" + RandomNumberGenerator.GetString(Bech32, 38)),
        new("LTC", "litecoin", 100m, 0.00000546m, 8, () => "rltc1q" + RandomNumberGenerator.GetString(Bech32, 38)),
        new("DOGE", "dogecoin", 0.2m, 0.01m, 8, () => "n" + RandomNumberGenerator.GetString(Base58, 33)),
        new("ETH", EthereumAddress.UriScheme, 2_500m, 0m, 18, EthereumAddress.New),
        new("USDC", EthereumAddress.UriScheme, 1m, 0m, 6, EthereumAddress.New,
            EthereumAddress.WithWrongChecksum("75a1d0b2c4e6f8097b3d5c1e2f4a6b8c0d9e7f53")),
        new("USDT", EthereumAddress.UriScheme, 1m, 0m, 6, EthereumAddress.New,
            EthereumAddress.WithWrongChecksum("da7c59b31e0f2a4d6c8b9e1f3a5c7d0b2e4f6a81")),
    ];

    /// <summary>Too little to be sent on chain; every dialect refuses an invoice of it.</summary>
    /// <param name="coins">Whole coins.</param>
    public bool IsDust(decimal coins) => coins < DustBelow;

    public static Coin? Find(string code) => All.FirstOrDefault(coin => coin.Code == code);

    public static string NewTransactionHash() => RandomNumberGenerator.GetString(Hex, 64);

#pragma warning disable RS0030 // The one place.
    public static string NewUuid() => Guid.NewGuid().ToString("D");
#pragma warning restore RS0030

    public static string NewId() => RandomNumberGenerator.GetString(Base58, 22);

    /// <summary>Whole coins with 8 decimals, rounded up: what is asked for is never a little too little.</summary>
    public static decimal RoundUp(decimal coins) => Math.Ceiling(coins * 100_000_000m) / 100_000_000m;
}
