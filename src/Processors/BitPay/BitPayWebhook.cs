using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Webhooks;
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
        return delivery.Header(SignatureHeader) is [var signature]
            && OwnSignatures.By([settings.ApiToken, settings.PreviousApiToken], delivery.Body.Span,
                Convert.ToBase64String).Have(signature)
                ? WebhookBody.Locate(delivery.Body, BitPayJson.Default.WebhookWire, Whose)
                : new WebhookReading.Forged();
    }

    private static (string?, string?, string?) Whose(WebhookWire delivered)
    {
        var invoice = delivered.Data ?? delivered;
        var ours = BitPayInvoices.PosDataOf(invoice.PosData);
        return (invoice.Id, ours.Merchant, ours.OrderId);
    }
}
