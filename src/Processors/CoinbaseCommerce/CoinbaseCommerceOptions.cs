using CryptoPay.Payments.Classification;

namespace CryptoPay.Processors.CoinbaseCommerce;

/// <summary>
/// One account at a server that speaks the Commerce API, under <c>Processors:{account}</c>. Read again at each use: a
/// changed secret needs no restart.
/// </summary>
public sealed class CoinbaseCommerceOptions
{
    /// <summary>
    /// Coinbase's own, https://api.commerce.coinbase.com, closed in March 2026. https, or http on a loopback host.
    /// </summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>Sent as X-CC-Api-Key.</summary>
    [Secret] public string ApiKey { get; set; } = "";

    /// <summary>The webhook shared secret: used as text, also where it looks like hex.</summary>
    [Secret] public string WebhookSecret { get; set; } = "";

    /// <summary>The secret before, accepted while it is being changed; null or empty when there is none.</summary>
    [Secret] public string? PreviousWebhookSecret { get; set; }
}
