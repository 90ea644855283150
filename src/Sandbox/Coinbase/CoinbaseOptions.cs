namespace CryptoPay.Sandbox.Coinbase;

/// <summary>The one account of the Coinbase dialect, section <c>Sandbox:Coinbase</c>.</summary>
public sealed class CoinbaseOptions
{
    /// <summary>The one API key; it holds every scope.</summary>
    public string KeyId { get; set; } = "sandbox-key-id";

    /// <summary>PEM of the key's public half, EC on P-256. While it is "" every call is answered 401.</summary>
    public string PublicKey { get; set; } = "";

    /// <summary>Where the account's webhook is sent; "" for no webhook.</summary>
    public string WebhookUrl { get; set; } = "";

    /// <summary>The key of each webhook's HMAC-SHA256.</summary>
    public string WebhookSecret { get; set; } = "";
}
