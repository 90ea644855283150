using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CryptoPay.Payments.Processors;
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
        if (delivery.Header(SignatureHeader) is not [var signature]) return new WebhookReading.Forged();

        var isCurrent = IsSignedWith(settings.WebhookSecret, signature, delivery.Body.Span);
        var isPrevious = IsSignedWith(settings.PreviousWebhookSecret, signature, delivery.Body.Span);
        return isCurrent || isPrevious ? Locate(delivery.Body.Span, settings.StoreId) : new WebhookReading.Forged();
    }

    // The whole header is compared with the one that we would send: no parser to fool, no second spelling.
    private static bool IsSignedWith(string? secret, string signature, ReadOnlySpan<byte> body)
    {
        if (string.IsNullOrEmpty(secret)) return false;
        var expected = $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))}";
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(signature));
    }

    private static WebhookReading Locate(ReadOnlySpan<byte> body, string storeId)
    {
        try
        {
            return JsonSerializer.Deserialize(body, BtcPayJson.Default.WebhookWire) is
                { InvoiceId: { Length: > 0 } invoiceId, Metadata: { Merchant: not "", OrderId: not "" } ours } delivered
                && delivered.StoreId == storeId
                    ? new WebhookReading.Located(ours.Merchant, ours.OrderId, invoiceId)
                    : new WebhookReading.Stranger();
        }
        catch (JsonException)
        {
            return new WebhookReading.Stranger();
        }
    }
}
