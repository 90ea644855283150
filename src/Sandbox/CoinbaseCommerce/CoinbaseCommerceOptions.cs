namespace CryptoPay.Sandbox.CoinbaseCommerce;

/// <summary>The one account of the Commerce dialect, section <c>Sandbox:CoinbaseCommerce</c>.</summary>
public sealed class CoinbaseCommerceOptions
{
    public string ApiKey { get; set; } = "sandbox-api-key";

    /// <summary>Where webhooks are sent; "" for no webhook.</summary>
    public string WebhookUrl { get; set; } = "";

    /// <summary>The key of each webhook's HMAC-SHA256.</summary>
    public string WebhookSecret { get; set; } = "";
}
