using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CryptoPay.Sandbox.BitPay.Invoices;
using CryptoPay.Sandbox.BitPay.Wire;
using CryptoPay.Sandbox.Faults;
using CryptoPay.Sandbox.Storage;
using CryptoPay.Sandbox.Webhooks;
using Microsoft.Extensions.Options;

namespace CryptoPay.Sandbox.BitPay.Webhooks;

/// <summary>
/// Each invoice's own webhook, signed with the token that made the invoice; all but 200 is a failure.
/// </summary>
internal sealed class BitPayWebhooks(
    IOptionsMonitor<SandboxOptions> options, FaultSwitch faults, SandboxDatabase database, TimeProvider time)
    : BackgroundService
{
    // BitPay does not publish its own: this one is only of the same kind.
    private static readonly RetryPlan Plan = new(
        [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), .. Enumerable.Repeat(TimeSpan.FromMinutes(10), 4)],
        answer => answer is not HttpStatusCode.OK);

    private readonly WebhookLine line = new(Plan, faults, database, time);

    public void Send(BitPayInvoice invoice, JsonObject notification)
    {
        if (invoice.NotificationUrl == "")
        {
            return;
        }
        var body = Encoding.UTF8.GetBytes(notification.ToJsonString(BitPayAnswers.Compact));
        line.Enqueue(new OutgoingWebhook(invoice.OrderId, _ => Request(invoice, body)));
    }

    public override void Dispose()
    {
        line.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stop) => line.Run(stop);

    private HttpRequestMessage Request(BitPayInvoice invoice, byte[] body)
    {
        var settings = options.CurrentValue.BitPay;
        var token = invoice.Facade == Facade.Merchant ? settings.MerchantToken : settings.ApiToken;
        var request = new HttpRequestMessage(HttpMethod.Post, invoice.NotificationUrl);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(
            "x-signature", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), body)));
        return request;
    }
}
