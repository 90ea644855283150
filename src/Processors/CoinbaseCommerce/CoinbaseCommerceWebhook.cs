using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Webhooks;
using Microsoft.Extensions.Options;

namespace CryptoPay.Processors.CoinbaseCommerce;

/// <summary>
/// <c>X-CC-Webhook-Signature: {lower-case hex of HMAC-SHA256 over the exact body}</c>. No signed time stands against a
/// replay, so what it wakes is a read.
/// </summary>
public sealed class CoinbaseCommerceWebhook(string account, IOptionsMonitor<CoinbaseCommerceOptions> options)
    : IWebhookReceiver
{
    private const string SignatureHeader = "X-CC-Webhook-Signature";

    public WebhookReading Read(WebhookDelivery delivery)
    {
        var settings = options.Get(account);
        return delivery.Header(SignatureHeader) is [var signature]
            && OwnSignatures.By([settings.WebhookSecret, settings.PreviousWebhookSecret], delivery.Body.Span,
                Convert.ToHexStringLower).Have(signature)
                ? WebhookBody.Locate(delivery.Body, CoinbaseCommerceJson.Default.WebhookWire, wire =>
                    (wire.Event?.Data?.Id, wire.Event?.Data?.Metadata?.Merchant, wire.Event?.Data?.Metadata?.OrderId))
                : new WebhookReading.Forged();
    }
}
