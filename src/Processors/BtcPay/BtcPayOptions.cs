using CryptoPay.Payments.Classification;

namespace CryptoPay.Processors.BtcPay;

/// <summary>
/// One store at one BTCPay Server, under <c>Processors:{account}</c>. Read again at each use: a changed secret needs
/// no restart.
/// </summary>
public sealed class BtcPayOptions
{
    /// <summary>
    /// Where customers reach the server, for example https://pay.example.com: it builds its checkout links from the
    /// host that we call. https, or http on a loopback host.
    /// </summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>
    /// Greenfield API key with cancreateinvoice, canviewinvoices, canmodifyinvoices of this store, and
    /// cancreatenonapprovedpullpayments where orders are refunded.
    /// </summary>
    [Secret] public string ApiKey { get; set; } = "";

    public string StoreId { get; set; } = "";

    /// <summary>The secret that the store's webhook signs with.</summary>
    [Secret] public string WebhookSecret { get; set; } = "";

    /// <summary>The secret before, accepted while it is being changed; null or empty when there is none.</summary>
    [Secret] public string? PreviousWebhookSecret { get; set; }
}
