using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Gateway.Tests.Webhooks;

/// <summary>A processor's webhook half in its simplest form: X-Signature is the hex HMAC-SHA256 of the body.</summary>
internal sealed class HmacReceiver(Func<string> secret) : IWebhookReceiver
{
    public WebhookReading Read(WebhookDelivery delivery)
    {
        if (delivery.Header("x-signature") is not [var signature] || signature != Sign(secret(), delivery.Body.Span))
        {
            return new WebhookReading.Forged();
        }

        var body = JsonDocument.Parse(delivery.Body).RootElement;
        return body.TryGetProperty("orderId", out var orderId)
            ? new WebhookReading.Located(new(body.GetProperty("merchant").GetString()!, orderId.GetString()!))
            : new WebhookReading.Stranger();
    }

    public static string Sign(string secret, ReadOnlySpan<byte> body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body));
}
