using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.BitPay;
using CryptoPay.Processors.Tests.BtcPay;
using CryptoPay.Processors.Tests.Coinbase;
using CryptoPay.Processors.Tests.CoinbaseCommerce;
using CryptoPay.Processors.Tests.Signed;

namespace CryptoPay.Processors.Tests.Vectors;

/// <summary>One account of the kind that has the vector's scheme.</summary>
internal sealed class SignatureRig : IDisposable
{
    /// <summary>An account of each scheme, and its setting <c>Scheme</c> where its kind has several.</summary>
    private static readonly Dictionary<string, (IReadOnlyDictionary<string, string?> Settings, string? Scheme)>
        Kinds = new()
        {
            ["bitpay"] = (BitPayDialect.Settings, null),
            ["btcpay"] = (BtcPayDialect.Settings, null),
            ["coinbase-commerce"] = (CoinbaseCommerceDialect.Settings, null),
            ["hook0"] = (CoinbaseDialect.Settings, null),
            ["seed-A"] = (SignedDialect.Settings, "Body"),
            ["seed-B"] = (SignedDialect.Settings, "TimestampBody"),
            ["standard-webhooks"] = (SignedDialect.Settings, "StandardWebhooks"),
        };

    private readonly ProcessorRig rig;
    private readonly string setting;

    public SignatureRig(SignatureVector vector)
    {
        var (settings, scheme) = Kinds[vector.Scheme];
        setting = vector switch
        {
            { Scheme: "bitpay" } => "ApiToken",
            _ when vector.Key.StartsWith("whpk_", StringComparison.Ordinal) => "PublicKey",
            _ => "WebhookSecret",
        };
        rig = new ProcessorRig(new Dictionary<string, string?>(settings)
        {
            ["Scheme"] = scheme,
            ["WebhookSecret"] = null,
            [setting] = vector.Key,
        });
    }

    public static IEnumerable<string> Schemes => Kinds.Keys.Order(StringComparer.Ordinal);

    public bool IsGenuine(SignatureVector vector) => Read(vector) is not WebhookReading.Forged;

    public WebhookReading Read(SignatureVector vector) => rig.Webhook.Read(vector.Delivery);

    /// <param name="previous">"" for none.</param>
    public void ChangeKey(string key, string previous = "")
    {
        Change(setting, key);
        Change($"Previous{setting}", previous);
    }

    public void Change(string setting, string? value) => rig.Change(setting, value);

    public void Dispose() => rig.Dispose();
}
