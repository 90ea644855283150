using CryptoPay.Payments.Classification;
using CryptoPay.Processors.Accounts;

namespace CryptoPay.Processors.BitPay;

/// <summary>
/// One BitPay merchant account, under <c>Processors:{account}</c>. Read again at each use: a changed token needs no
/// restart.
/// </summary>
public sealed class BitPayOptions
{
    /// <summary>
    /// https://bitpay.com, or https://test.bitpay.com for the test network. https, or http on a loopback host.
    /// </summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>Token of the POS facade: makes and reads invoices. BitPay signs their webhooks with it.</summary>
    [Secret] public string ApiToken { get; set; } = "";

    /// <summary>
    /// The token before, whose webhooks are accepted while it is being changed; null or empty for none.
    /// </summary>
    [Secret] public string? PreviousApiToken { get; set; }

    /// <summary>
    /// Token of the merchant facade, which cancels and searches; null or empty for none. Together with
    /// <see cref="MerchantKey"/> or not at all.
    /// </summary>
    [Secret] public string? MerchantToken { get; set; }

    /// <summary>The secp256k1 private key that the merchant token was paired with: 64 hex digits.</summary>
    public string? MerchantKey { get; set; }

    /// <summary>
    /// Where BitPay sends each invoice's webhooks: this gateway's public base and /webhooks/{account}. https, or http
    /// on a loopback host. null or empty: invoices are made without one, and only polls find out.
    /// </summary>
    public string? WebhookUrl { get; set; }

    internal bool HasMerchantFacade => !string.IsNullOrEmpty(MerchantToken);

    internal bool HasUsableMerchantToken =>
        HasMerchantFacade ? AccountRules.IsKey(MerchantToken) : string.IsNullOrEmpty(MerchantKey);

    internal bool HasUsableMerchantKey => !HasMerchantFacade || BitPaySigner.IsUsable(MerchantKey);
}
