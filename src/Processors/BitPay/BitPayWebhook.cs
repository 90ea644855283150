using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CryptoPay.Payments.Processors;
using Microsoft.Extensions.Options;

namespace CryptoPay.Processors.BitPay;

/// <summary>
/// <c>x-signature: {base64 of HMAC-SHA256 with the API token over the exact body}</c>. No time and no delivery ID is
/// signed, so a replay looks genuine; what it wakes is a read.
/// </summary>
public sealed class BitPayWebhook(string account, IOptionsMonitor<BitPayOptions> options) : IWebhookReceiver
{
    private const string SignatureHeader = "x-signature";

    public WebhookReading Read(WebhookDelivery delivery)
    {
        var settings = options.Get(account);
        if (delivery.Header(SignatureHeader) is not [var signature]) return new WebhookReading.Forged();

        var isCurrent = IsSignedWith(settings.ApiToken, signature, delivery.Body.Span);
        var isPrevious = IsSignedWith(settings.PreviousApiToken, signature, delivery.Body.Span);
        return isCurrent || isPrevious ? Locate(delivery.Body.Span) : new WebhookReading.Forged();
    }

    // The whole header is compared with the one that BitPay would send: base64 has other spellings of the same bytes.
    private static bool IsSignedWith(string? token, string signature, ReadOnlySpan<byte> body)
    {
        if (string.IsNullOrEmpty(token)) return false;
        var expected = Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), body));
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(signature));
    }

    private static WebhookReading Locate(ReadOnlySpan<byte> body)
    {
        try
        {
            var delivered = JsonSerializer.Deserialize(body, BitPayJson.Default.WebhookWire);
            var invoice = delivered?.Data ?? delivered;
            if (invoice is null or { Id: "" }) return new WebhookReading.Stranger();
            var ours = BitPayInvoices.PosDataOf(invoice.PosData);
            return ours is { Merchant: not "", OrderId: not "" }
                ? new WebhookReading.Located(ours.Merchant, ours.OrderId, invoice.Id)
                : new WebhookReading.Stranger();
        }
        catch (JsonException)
        {
            return new WebhookReading.Stranger();
        }
    }
}
