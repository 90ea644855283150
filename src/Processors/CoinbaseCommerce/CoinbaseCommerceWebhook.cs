using System.Text.Json;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Http;
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
            && HexHmac.IsBy(settings.WebhookSecret, settings.PreviousWebhookSecret, delivery.Body.Span, signature)
                ? Locate(delivery.Body.Span)
                : new WebhookReading.Forged();
    }

    private static WebhookReading Locate(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, CoinbaseCommerceJson.Default.WebhookWire)?.Event?.Data is
                { Id: { Length: > 0 } chargeId, Metadata: { Merchant: not "", OrderId: not "" } ours }
                    ? new WebhookReading.Located(ours.Merchant, ours.OrderId, chargeId)
                    : new WebhookReading.Stranger();
        }
        catch (JsonException)
        {
            return new WebhookReading.Stranger();
        }
    }
}
