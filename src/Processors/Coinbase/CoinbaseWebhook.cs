using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Webhooks;
using Microsoft.Extensions.Options;

namespace CryptoPay.Processors.Coinbase;

/// <summary>
/// Verifies a delivery of the account's one subscription. What happened is not looked at: it wakes a read.
/// </summary>
public sealed class CoinbaseWebhook(string account, IOptionsMonitor<CoinbaseOptions> options) : IWebhookReceiver
{
    public WebhookReading Read(WebhookDelivery delivery)
    {
        var settings = options.Get(account);
        return CoinbaseSignature.Of(delivery) is { } signature
            && OwnSignatures.By([settings.WebhookSecret, settings.PreviousWebhookSecret], signature.Signed,
                Convert.ToHexStringLower).Have(signature.Hex)
            && WebhookTime.IsNear(signature.SignedAt, delivery.ReceivedAt)
                ? WebhookBody.Locate(delivery.Body, CoinbaseJson.Default.WebhookWire,
                    wire => (wire.Id, wire.Metadata?.Merchant, wire.Metadata?.OrderId))
                : new WebhookReading.Forged();
    }
}
