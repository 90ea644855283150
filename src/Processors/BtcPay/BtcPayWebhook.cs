using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Webhooks;
using Microsoft.Extensions.Options;

namespace CryptoPay.Processors.BtcPay;

/// <summary>
/// <c>BTCPay-Sig: sha256={lower-case hex of HMAC-SHA256 over the exact body}</c>. No signed time stands against a
/// replay: a redelivery keeps its old one, and what it wakes is a read.
/// </summary>
public sealed class BtcPayWebhook(string account, IOptionsMonitor<BtcPayOptions> options) : IWebhookReceiver
{
    private const string SignatureHeader = "BTCPay-Sig";

    public WebhookReading Read(WebhookDelivery delivery)
    {
        var settings = options.Get(account);
        return delivery.Header(SignatureHeader) is [var signature]
            && OwnSignatures.By([settings.WebhookSecret, settings.PreviousWebhookSecret], delivery.Body.Span,
                hmac => $"sha256={Convert.ToHexStringLower(hmac)}").Have(signature)
                ? WebhookBody.Locate(delivery.Body, BtcPayJson.Default.WebhookWire, wire =>
                    wire.StoreId == settings.StoreId
                        ? (wire.InvoiceId, wire.Metadata?.Merchant, wire.Metadata?.OrderId)
                        : default)
                : new WebhookReading.Forged();
    }
}
