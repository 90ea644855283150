using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CryptoPay.Sandbox.Coins;
using CryptoPay.Sandbox.Faults;
using CryptoPay.Sandbox.Storage;
using CryptoPay.Sandbox.Webhooks;
using Microsoft.Extensions.Options;

namespace CryptoPay.Sandbox.CoinbaseCommerce;

/// <summary>The account's webhook: sent again for three days, at most hourly, until it is answered with 200.</summary>
internal sealed class CoinbaseCommerceWebhooks(
    IOptionsMonitor<CoinbaseCommerceOptions> options, FaultSwitch faults, SandboxDatabase database, TimeProvider time)
    : WebhookLine(Plan, faults, database, time)
{
    private static readonly RetryPlan Plan = new(
        [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10), .. Enumerable.Repeat(TimeSpan.FromHours(1), 71)],
        answer => answer is not HttpStatusCode.OK);

    public void Send(Charge charge, string type)
    {
        var (eventId, at, attempt) = (Coin.NewUuid(), ChargeWire.Time(Now), 0);
        Enqueue(new OutgoingWebhook(charge.OrderId, _ => Request(() => new JsonObject
        {
            ["id"] = eventId,
            ["scheduled_for"] = at,
            ["attempt_number"] = ++attempt,
            ["event"] = new JsonObject
            {
                ["id"] = eventId,
                ["type"] = type,
                ["api_version"] = "2018-03-22",
                ["created_at"] = at,
                ["data"] = ChargeWire.Write(charge),
            },
        })));
    }

    private HttpRequestMessage? Request(Func<JsonObject> write)
    {
        var settings = options.CurrentValue;
        if (settings.WebhookUrl == "") return null;
        var body = Encoding.UTF8.GetBytes(write().ToJsonString());
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(settings.WebhookSecret), body);
        var request = new HttpRequestMessage(HttpMethod.Post, settings.WebhookUrl);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-CC-Webhook-Signature", Convert.ToHexStringLower(signature));
        return request;
    }
}
