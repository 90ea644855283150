using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using CryptoPay.Sandbox.Faults;
using CryptoPay.Sandbox.Storage;
using CryptoPay.Sandbox.Webhooks;
using Microsoft.Extensions.Options;

namespace CryptoPay.Sandbox.BitPay;

/// <summary>
/// Each invoice's own webhook, signed with the token that made the invoice; all but 200 is a failure.
/// </summary>
internal sealed class BitPayWebhooks(
    IOptionsMonitor<BitPayOptions> options, FaultSwitch faults, SandboxDatabase database, TimeProvider time)
    : WebhookLine(Plan, faults, database, time)
{
    // BitPay does not publish its own: this one is only of the same kind.
    private static readonly RetryPlan Plan = new(
        [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), .. Enumerable.Repeat(TimeSpan.FromMinutes(10), 4)],
        answer => answer is not HttpStatusCode.OK);

    public void Send(BitPayInvoice invoice, BitPayNews news)
    {
        if (invoice.NotificationUrl == "") return;
        var notification = news switch
        {
            BitPayNews.OfRefund { Refund: var refund, Happened: var happened } =>
                RefundWire.Notification(invoice, refund, happened),
            BitPayNews.OfInvoice { Happened: var happened } => InvoiceWire.Notification(invoice, happened, Now),
            _ => throw new UnreachableException(news.GetType().Name),
        };
        var body = Encoding.UTF8.GetBytes(notification.ToJsonString(BitPayAnswers.Compact));
        Enqueue(new OutgoingWebhook(invoice.OrderId, _ => Request(invoice, body)));
    }

    private HttpRequestMessage Request(BitPayInvoice invoice, byte[] body)
    {
        var settings = options.CurrentValue;
        var token = invoice.Facade == Facade.Merchant ? settings.MerchantToken : settings.ApiToken;
        var request = new HttpRequestMessage(HttpMethod.Post, invoice.NotificationUrl);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(
            "x-signature", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), body)));
        return request;
    }
}
