using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using CryptoPay.Sandbox.BtcPay.Invoices;
using CryptoPay.Sandbox.BtcPay.Wire;
using CryptoPay.Sandbox.Coins;
using CryptoPay.Sandbox.Faults;
using CryptoPay.Sandbox.Storage;
using CryptoPay.Sandbox.Webhooks;
using Microsoft.Extensions.Options;

namespace CryptoPay.Sandbox.BtcPay.Store;

/// <summary>The store's one webhook: signed, and sent again by BTCPay's own rules.</summary>
internal sealed class BtcPayWebhooks(
    IOptionsMonitor<BtcPayOptions> options, FaultSwitch faults, SandboxDatabase database, TimeProvider time)
    : WebhookLine(Plan, faults, database, time)
{
    private static readonly RetryPlan Plan = new(
        [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), .. Enumerable.Repeat(TimeSpan.FromMinutes(10), 6)],
        answer => answer is null or >= HttpStatusCode.InternalServerError
            or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests);

    private readonly string webhookId = Coin.NewId();

    public void Send(BtcPayInvoice invoice, InvoiceEvent happened)
    {
        var (firstDeliveryId, now) = (Coin.NewId(), Now);
        Enqueue(new OutgoingWebhook(invoice.OrderId, isRedelivery =>
        {
            var deliveryId = isRedelivery ? Coin.NewId() : firstDeliveryId;
            return Request(WebhookWire.Write(
                new WebhookDelivery(deliveryId, webhookId, firstDeliveryId, now), invoice, happened));
        }));
    }

    private HttpRequestMessage? Request(byte[] body)
    {
        var settings = options.CurrentValue;
        if (settings.WebhookUrl == "") return null;
        var request = new HttpRequestMessage(HttpMethod.Post, settings.WebhookUrl);
        request.Content = new ByteArrayContent(body);
        request.Headers.TryAddWithoutValidation("User-Agent", "BTCPayServer/2.4.1");
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(settings.WebhookSecret), body);
        request.Headers.Add("BTCPay-Sig", "sha256=" + Convert.ToHexStringLower(signature));
        return request;
    }
}
