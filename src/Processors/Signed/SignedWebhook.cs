using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Webhooks;
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
        return isGenuine
            ? WebhookBody.Locate(delivery.Body, SignedJson.Default.WebhookWire, Whose)
            : new WebhookReading.Forged();
    }

    private static (string?, string?, string?) Whose(WebhookWire delivered)
    {
        var payment = delivered.Event?.Data ?? delivered.Data;
        return (payment?.Id, payment?.Metadata?.Merchant, payment?.Metadata?.OrderId);
    }
}
