using System.Collections.Frozen;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.OrderPages;

/// <summary>Which network a payment goes over, as wallets call it. What goes over another is lost.</summary>
internal static class CoinNetwork
{
    private static readonly FrozenDictionary<string, string> OfScheme = new Dictionary<string, string>
    {
        ["bitcoin"] = "Bitcoin",
        ["bitcoincash"] = "Bitcoin Cash",
        ["lightning"] = "Lightning",
        ["litecoin"] = "Litecoin",
        ["dogecoin"] = "Dogecoin",
        ["dash"] = "Dash",
        ["monero"] = "Monero",
        ["solana"] = "Solana",
        ["tron"] = "TRON",
        ["ripple"] = "XRP Ledger",
        ["stellar"] = "Stellar",
        ["cardano"] = "Cardano",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>By the chain ID of EIP-155, which a payment URI of EIP-681 names.</summary>
    private static readonly FrozenDictionary<string, string> OfChain = new Dictionary<string, string>
    {
        [""] = "Ethereum",
        ["1"] = "Ethereum",
        ["10"] = "OP Mainnet",
        ["56"] = "BNB Smart Chain",
        ["137"] = "Polygon",
        ["8453"] = "Base",
        ["42161"] = "Arbitrum One",
        ["43114"] = "Avalanche C-Chain",
    }.ToFrozenDictionary();

    /// <returns>"" where the payment URI does not tell, or names one that we have no word for.</returns>
    public static string Of(PaymentIntentView view)
    {
        var parts = view.PaymentUri.Split(':', 2);
        if (parts.Length < 2) return "";
        if (!parts[0].Equals("ethereum", StringComparison.OrdinalIgnoreCase)) return OfScheme.GetValueOrDefault(parts[0], "");
        var target = parts[1].Split('/', '?')[0].Split('@', 2);
        return OfChain.GetValueOrDefault(target.Length > 1 ? target[1] : "", "");
    }
}
