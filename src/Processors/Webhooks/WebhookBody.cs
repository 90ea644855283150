using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Webhooks;

/// <summary>Whom a genuine delivery is for.</summary>
internal static class WebhookBody
{
    /// <param name="whose">
    /// The invoice, and the merchant and order in its metadata; null or "" for what is missing.
    /// </param>
    public static WebhookReading Locate<TWire>(ReadOnlyMemory<byte> body, JsonTypeInfo<TWire> shape,
        Func<TWire, (string? InvoiceId, string? Merchant, string? OrderId)> whose)
    {
        try
        {
            return JsonSerializer.Deserialize(body.Span, shape) is { } delivered
                && whose(delivered) is ({ Length: > 0 }, { Length: > 0 } merchant, { Length: > 0 } orderId)
                    ? new WebhookReading.Located(new(merchant, orderId))
                    : new WebhookReading.Stranger();
        }
        catch (JsonException)
        {
            return new WebhookReading.Stranger();
        }
    }
}
