namespace CryptoPay.Sandbox.BtcPay.Store;

/// <summary>The one store of the BTCPay dialect, section <c>Sandbox:BtcPay</c>.</summary>
public sealed class BtcPayOptions
{
    public string StoreId { get; set; } = "sandbox-store";

    /// <summary>The one API key; it holds every permission for the store.</summary>
    public string ApiKey { get; set; } = "sandbox-api-key";

    /// <summary>Where the store's webhook is sent; "" for no webhook.</summary>
    public string WebhookUrl { get; set; } = "";

    /// <summary>The key of each webhook's HMAC-SHA256.</summary>
    public string WebhookSecret { get; set; } = "";

    /// <summary>What an invoice offers that names no payment method, for example <c>LTC-CHAIN</c>.</summary>
    public string DefaultPaymentMethod { get; set; } = "BTC-CHAIN";
}
