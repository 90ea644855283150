using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using CryptoPay.Sandbox.Coins;
using CryptoPay.Sandbox.Faults;
using CryptoPay.Sandbox.Storage;
using CryptoPay.Sandbox.Webhooks;
using Microsoft.Extensions.Options;

namespace CryptoPay.Sandbox.Coinbase;

/// <summary>The account's one subscription: signed as Hook0 does, and sent again by its rules.</summary>
internal sealed class CoinbaseWebhooks(
    IOptionsMonitor<CoinbaseOptions> options, FaultSwitch faults, SandboxDatabase database, TimeProvider time)
    : WebhookLine(Plan, faults, database, time)
{
    private const string CoveredHeaders = "content-type x-event-id x-event-type";

    /// <summary>Hook0's own waits; Coinbase does not say which it uses.</summary>
    private static readonly ImmutableArray<TimeSpan> Waits =
    [
        TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(5), TimeSpan.FromHours(10),
    ];

    private static readonly RetryPlan Plan = new(Waits, answer => answer is not { } status || (int)status / 100 != 2);

    public void Send(Checkout checkout, string eventType)
    {
        var eventId = Coin.NewUuid();
        Enqueue(new OutgoingWebhook(checkout.OrderId, _ => Request(checkout, eventType, eventId)));
    }

    /// <summary>A redelivery keeps its event's ID and is signed anew.</summary>
    private HttpRequestMessage? Request(Checkout checkout, string eventType, string eventId)
    {
        var settings = options.CurrentValue;
        if (settings.WebhookUrl == "") return null;
        var wire = CheckoutWire.Write(checkout);
        wire["eventType"] = eventType;
        var body = Encoding.UTF8.GetBytes(wire.ToJsonString());
        var at = Now.ToUnixTimeSeconds();
        var v0 = Sign(settings.WebhookSecret, $"{at}.", body);
        var v1 = Sign(settings.WebhookSecret, $"{at}.{CoveredHeaders}.application/json.{eventId}.{eventType}.", body);

        var request = new HttpRequestMessage(HttpMethod.Post, settings.WebhookUrl);
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Event-Id", eventId);
        request.Headers.Add("X-Event-Type", eventType);
        request.Headers.TryAddWithoutValidation("X-Hook0-Signature", $"t={at},v0={v0},h={CoveredHeaders},v1={v1}");
        return request;
    }

    private static string Sign(string secret, string before, byte[] body) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), (byte[])[.. Encoding.UTF8.GetBytes(before), .. body]));
}
