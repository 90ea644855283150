namespace CryptoPay.Sandbox.BitPay;

/// <summary>The one account of the BitPay dialect, section <c>Sandbox:BitPay</c>.</summary>
public sealed class BitPayOptions
{
    /// <summary>Token of the POS facade; the key of the webhooks of what it made.</summary>
    public string ApiToken { get; set; } = "sandbox-api-token";

    /// <summary>Token of the merchant facade, where every call is signed.</summary>
    public string MerchantToken { get; set; } = "sandbox-merchant-token";

    /// <summary>The public key, compressed, hex, that the merchant token is paired with; "" for any.</summary>
    public string MerchantIdentity { get; set; } = "";
}
