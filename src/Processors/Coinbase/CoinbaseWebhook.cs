using System.Text.Json;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Http;
using Microsoft.Extensions.Options;

namespace CryptoPay.Processors.Coinbase;

/// <summary>
/// Verifies a delivery of the account's one subscription. What happened is not looked at: it wakes a read.
/// </summary>
public sealed class CoinbaseWebhook(string account, IOptionsMonitor<CoinbaseOptions> options) : IWebhookReceiver
{
    /// <summary>Each way, by the time of arrival.</summary>
    private static readonly TimeSpan AgeMax = TimeSpan.FromMinutes(5);

    public WebhookReading Read(WebhookDelivery delivery)
    {
        var settings = options.Get(account);
        return CoinbaseSignature.Of(delivery) is { } signature
            && HexHmac.IsBy(settings.WebhookSecret, settings.PreviousWebhookSecret, signature.Signed, signature.Hex)
            && (delivery.ReceivedAt - signature.SignedAt).Duration() <= AgeMax
                ? Locate(delivery.Body.Span)
                : new WebhookReading.Forged();
    }

    private static WebhookReading Locate(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, CoinbaseJson.Default.WebhookWire) is
                { Id: { Length: > 0 } checkoutId, Metadata: { Merchant: not "", OrderId: not "" } ours }
                    ? new WebhookReading.Located(ours.Merchant, ours.OrderId, checkoutId)
                    : new WebhookReading.Stranger();
        }
        catch (JsonException)
        {
            return new WebhookReading.Stranger();
        }
    }
}
