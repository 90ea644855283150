using System.Security.Cryptography;

namespace CryptoPay.Gateway.Hosting;

/// <summary>
/// The accounts of the embedded sandbox, one for each of its dialects; <c>sandbox</c> is the default. They need nothing
/// but settings, as at real processors; both sides of each account stand here.
/// </summary>
internal static class SandboxAccounts
{
    private const string Default = "sandbox";

    /// <param name="own">Where this host listens, without a slash at the end.</param>
    public static IEnumerable<KeyValuePair<string, string?>> Settings(string own) =>
    [
        new("DefaultProcessor", Default),
        .. BtcPay(own), .. BitPay(own), .. Coinbase(own), .. CoinbaseCommerce(own), .. Signed(own),
    ];

    // The sandbox lives and dies with this process, and so do the secrets that both sides know.
    private static string NewSecret() => RandomNumberGenerator.GetHexString(64, lowercase: true);

    private static Dictionary<string, string?> BtcPay(string own)
    {
        var secret = NewSecret();
        return new Dictionary<string, string?>
        {
            [$"Processors:{Default}:Kind"] = "BtcPay",
            [$"Processors:{Default}:BaseUrl"] = $"{own}/sandbox/btcpay",
            [$"Processors:{Default}:StoreId"] = "sandbox-store",
            [$"Processors:{Default}:ApiKey"] = secret,
            [$"Processors:{Default}:WebhookSecret"] = secret,
            ["Sandbox:BtcPay:StoreId"] = "sandbox-store",
            ["Sandbox:BtcPay:ApiKey"] = secret,
            ["Sandbox:BtcPay:WebhookSecret"] = secret,
            ["Sandbox:BtcPay:WebhookUrl"] = $"{own}/webhooks/{Default}",
        };
    }

    private static Dictionary<string, string?> BitPay(string own)
    {
        const string account = $"{Default}-bitpay";
        var (apiToken, merchantToken) = (NewSecret(), NewSecret());
        return new Dictionary<string, string?>
        {
            [$"Processors:{account}:Kind"] = "BitPay",
            [$"Processors:{account}:BaseUrl"] = $"{own}/sandbox/bitpay",
            [$"Processors:{account}:ApiToken"] = apiToken,
            [$"Processors:{account}:MerchantToken"] = merchantToken,
            [$"Processors:{account}:MerchantKey"] = NewSecret(),
            [$"Processors:{account}:WebhookUrl"] = $"{own}/webhooks/{account}",
            ["Sandbox:BitPay:ApiToken"] = apiToken,
            ["Sandbox:BitPay:MerchantToken"] = merchantToken,
        };
    }

    private static Dictionary<string, string?> Coinbase(string own)
    {
        const string account = $"{Default}-coinbase";
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (keyId, secret) = (NewSecret(), NewSecret());
        return new Dictionary<string, string?>
        {
            [$"Processors:{account}:Kind"] = "Coinbase",
            [$"Processors:{account}:BaseUrl"] = $"{own}/sandbox/coinbase",
            [$"Processors:{account}:KeyId"] = keyId,
            [$"Processors:{account}:PrivateKey"] = key.ExportECPrivateKeyPem(),
            [$"Processors:{account}:WebhookSecret"] = secret,
            ["Sandbox:Coinbase:KeyId"] = keyId,
            ["Sandbox:Coinbase:PublicKey"] = key.ExportSubjectPublicKeyInfoPem(),
            ["Sandbox:Coinbase:WebhookSecret"] = secret,
            ["Sandbox:Coinbase:WebhookUrl"] = $"{own}/webhooks/{account}",
        };
    }

    private static Dictionary<string, string?> CoinbaseCommerce(string own)
    {
        const string account = $"{Default}-commerce";
        var (apiKey, secret) = (NewSecret(), NewSecret());
        return new Dictionary<string, string?>
        {
            [$"Processors:{account}:Kind"] = "CoinbaseCommerce",
            [$"Processors:{account}:BaseUrl"] = $"{own}/sandbox/commerce",
            [$"Processors:{account}:ApiKey"] = apiKey,
            [$"Processors:{account}:WebhookSecret"] = secret,
            ["Sandbox:CoinbaseCommerce:ApiKey"] = apiKey,
            ["Sandbox:CoinbaseCommerce:WebhookSecret"] = secret,
            ["Sandbox:CoinbaseCommerce:WebhookUrl"] = $"{own}/webhooks/{account}",
        };
    }

    private static Dictionary<string, string?> Signed(string own)
    {
        const string account = $"{Default}-signed";
        var secret = NewSecret();
        return new Dictionary<string, string?>
        {
            [$"Processors:{account}:Kind"] = "Signed",
            [$"Processors:{account}:BaseUrl"] = $"{own}/sandbox/signed",
            [$"Processors:{account}:ApiKey"] = secret,
            [$"Processors:{account}:WebhookSecret"] = secret,
            [$"Processors:{account}:WebhookUrl"] = $"{own}/webhooks/{account}",
            ["Sandbox:Signed:ApiKey"] = secret,
            ["Sandbox:Signed:WebhookSecret"] = secret,
        };
    }
}
