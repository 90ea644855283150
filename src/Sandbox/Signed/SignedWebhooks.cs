using System.Net;
using System.Net.Http.Headers;
using CryptoPay.Sandbox.Coins;
using CryptoPay.Sandbox.Faults;
using CryptoPay.Sandbox.Storage;
using CryptoPay.Sandbox.Webhooks;
using Microsoft.Extensions.Options;

namespace CryptoPay.Sandbox.Signed;

/// <summary>Webhooks, sent again as Standard Webhooks suggests, each attempt signed with its own time.</summary>
internal sealed class SignedWebhooks(
    IOptionsMonitor<SignedOptions> options, FaultSwitch faults, SandboxDatabase database, TimeProvider time)
    : WebhookLine(Plan, faults, database, time)
{
    private static readonly RetryPlan Plan = new(
        [
            TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30),
            .. new[] { 2, 5, 10, 14, 20, 24 }.Select(hours => TimeSpan.FromHours(hours)),
        ],
        answer => answer is not (>= HttpStatusCode.OK and < HttpStatusCode.Ambiguous or HttpStatusCode.Gone));

    public void Send(SignedPayment payment, string type)
    {
        var (webhookId, at) = ($"msg_{Coin.NewId()}", Now);
        Enqueue(new OutgoingWebhook(payment.OrderId, _ => Request(payment, type, webhookId, at)));
    }

    private HttpRequestMessage? Request(SignedPayment payment, string type, string webhookId, DateTimeOffset at)
    {
        var settings = options.CurrentValue;
        var receiver = payment.NotificationUrl == "" ? settings.WebhookUrl : payment.NotificationUrl;
        if (!Uri.TryCreate(receiver, UriKind.Absolute, out var url) || url.Scheme is not ("https" or "http"))
            return null;
        var body = SignedWire.Webhook(payment, type, at, settings.Scheme);
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in WebhookSignature.Headers(settings, webhookId, Now, body))
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }
}
