using CryptoPay.Sandbox.Coinbase;
using CryptoPay.Sandbox.CoinbaseCommerce;
using CryptoPay.Sandbox.Signed;

namespace CryptoPay.Sandbox;

/// <summary>
/// Settings of the sandbox, section <c>Sandbox</c>. Read late, so that a host may set them by code once it listens.
/// </summary>
public sealed class SandboxOptions
{
    public const string Section = "Sandbox";

    /// <summary>SQLite connection string of the sandbox's own database. The file's folder is made.</summary>
    public string ConnectionString { get; set; } = "Data Source=data/sandbox.db";

    /// <summary>The sandbox invents payments: in Production it refuses to be mapped unless this is true.</summary>
    public bool AllowInProduction { get; set; }

    public BtcPayOptions BtcPay { get; set; } = new();

    public SignedOptions Signed { get; set; } = new();
    public BitPayOptions BitPay { get; set; } = new();
    public CoinbaseOptions Coinbase { get; set; } = new();

    public CoinbaseCommerceOptions CoinbaseCommerce { get; set; } = new();
}

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
