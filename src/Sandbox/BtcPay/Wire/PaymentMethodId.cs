using CryptoPay.Sandbox.Coins;

namespace CryptoPay.Sandbox.BtcPay.Wire;

/// <summary>For example <c>BTC-CHAIN</c>. The store has every coin on chain and no lightning.</summary>
internal sealed record PaymentMethodId(Coin Coin, string Network)
{
    public bool IsEnabled => Network == "CHAIN";

    public override string ToString() => $"{Coin.Code}-{Network}";

    /// <summary>Null for a method that the server does not know. The bare code of a coin is its chain.</summary>
    public static PaymentMethodId? Parse(string text)
    {
        var parts = text.Split('-');
        var network = parts.Length == 1 ? "CHAIN" : parts[1];
        return parts.Length <= 2 && network is "CHAIN" or "LN" or "LNURL" && Coin.Find(parts[0]) is { } coin
            ? new PaymentMethodId(coin, network)
            : null;
    }
}
