using System.Globalization;
using System.Numerics;

namespace CryptoPay.Sandbox.Coins;

/// <summary>What a wallet opens: BIP 21, or ERC-681 (https://eips.ethereum.org/EIPS/eip-681) for Ethereum.</summary>
internal static class PaymentUri
{
    /// <summary>Sepolia's. Without a chain a wallet takes the network that it is on, which is the main one.</summary>
    private const int TestChain = 11155111;

    /// <param name="due">Whole coins; without an amount where nothing is due.</param>
    public static string Of(Coin coin, string address, decimal due) => (coin, due) switch
    {
        ({ UriScheme: not EthereumAddress.UriScheme }, > 0) =>
            $"{coin.UriScheme}:{address}?amount={due.ToString("0.########", CultureInfo.InvariantCulture)}",
        ({ UriScheme: not EthereumAddress.UriScheme }, _) => $"{coin.UriScheme}:{address}",
        ({ Token: "" }, > 0) => $"{coin.UriScheme}:{address}@{TestChain}?value={Units(coin, due)}",
        ({ Token: "" }, _) => $"{coin.UriScheme}:{address}@{TestChain}",
        (_, > 0) => $"{Transfer(coin, address)}&uint256={Units(coin, due)}",
        _ => Transfer(coin, address),
    };

    private static string Transfer(Coin coin, string address) =>
        $"{coin.UriScheme}:{coin.Token}@{TestChain}/transfer?address={address}";

    private static BigInteger Units(Coin coin, decimal due) =>
        CoinUnits.Of(CoinUnits.RoundUp(due, coin.Code), coin.Code);
}
