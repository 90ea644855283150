using System.Text.Json;
using CryptoPay.Payments.Processors;
using Microsoft.Extensions.Options;

namespace CryptoPay.Processors.Signed;

/// <summary>Verifies by the configured scheme alone; the type of the event is not looked at: it wakes a read.</summary>
public sealed class SignedWebhook(string account, IOptionsMonitor<SignedOptions> options) : IWebhookReceiver
{
    public WebhookReading Read(WebhookDelivery delivery)
    {
        var settings = options.Get(account);
        var isGenuine = settings.Scheme is SignatureScheme.StandardWebhooks
            ? StandardWebhooksSignature.IsGenuine(delivery, settings)
            : HexSignature.IsGenuine(delivery, settings);
        return isGenuine ? Locate(delivery.Body.Span) : new WebhookReading.Forged();
    }

    private static WebhookReading Locate(ReadOnlySpan<byte> body)
    {
        try
        {
            var delivered = JsonSerializer.Deserialize(body, SignedJson.Default.WebhookWire);
            return (delivered?.Event?.Data ?? delivered?.Data) is
                { Id: { Length: > 0 } paymentId, Metadata: { Merchant: not "", OrderId: not "" } ours }
                    ? new WebhookReading.Located(ours.Merchant, ours.OrderId, paymentId)
                    : new WebhookReading.Stranger();
        }
        catch (JsonException)
        {
            return new WebhookReading.Stranger();
        }
    }
}
