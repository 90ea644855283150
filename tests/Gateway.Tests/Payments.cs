using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Notifications;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.Tests;

/// <summary>What callers, customers and the processor's own faults do to a payment.</summary>
internal static class Payments
{
    public const string Path = "/v1/payment-intents";

    /// <summary>Of a merchant that is told nothing.</summary>
    public static readonly MerchantHosts NoHosts = new([], isDevelopment: false);

    /// <summary>Ends only what hangs.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static string Body(string orderId, string amount = "100.00", string isoCode = "USD",
        string cryptoCode = "BTC", string more = "") =>
        $$"""{"orderId":"{{orderId}}","amount":"{{amount}}","currency":"""
        + $$"""{"isoCode":"{{isoCode}}","cryptoCode":"{{cryptoCode}}"}{{more}}}""";

    public static Task<HttpResponseMessage> Send(
        this WholeGateway gateway, HttpRequestMessage request, string? key = WholeGateway.Key) =>
        gateway.Client.SendAsync(key is null ? request : request.WithKey(key), Requests.Cancellation);

    public static Task<HttpResponseMessage> Post(this WholeGateway gateway, string body) =>
        gateway.Send(Requests.Post(Path, body));

    /// <summary>A create as its callers send it: again when the answer was "not now", as on a busy machine.</summary>
    public static async Task<PaymentIntentView> Created(
        this WholeGateway gateway, string body, string key = WholeGateway.Key) =>
        await (await Until(
            () => gateway.Send(Requests.Post(Path, body), key),
            answer => answer.StatusCode != HttpStatusCode.ServiceUnavailable)).View();

    public static Task<HttpResponseMessage> Act(this WholeGateway gateway, string orderId, string action) =>
        gateway.Send(Requests.Post($"{Path}/{orderId}/{action}"));

    public static Task<HttpResponseMessage> Look(this WholeGateway gateway, string path) =>
        gateway.Send(Requests.Get(Path + path));

    public static async Task<PaymentIntentView> Read(this WholeGateway gateway, string orderId) =>
        await (await gateway.Look($"/{orderId}")).View();

    public static async Task<PaymentIntentEvents> Events(this WholeGateway gateway, string orderId) =>
        JsonSerializer.Deserialize<PaymentIntentEvents>(
            await (await gateway.Look($"/{orderId}/events")).Text(), JsonSerializerOptions.Web)!;

    public static async Task<PaymentIntentView> View(this HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonSerializer.Deserialize<PaymentIntentView>(await answer.Text(), JsonSerializerOptions.Web)!;
    }

    /// <summary>Without what time alone changes.</summary>
    public static PaymentIntentView Lasting(this PaymentIntentView view) =>
        view with { SecondsLeft = 0, PollAfterSeconds = 0, AgentUrl = "" };

    /// <summary>As an operator has it read at its processor, where no webhook tells of what happened.</summary>
    public static async Task<PaymentIntentView> ReadNow(this WholeGateway gateway, string orderId) =>
        await (await gateway.Send(
            Requests.Post($"{Path}/{orderId}/read?merchant={WholeGateway.Merchant}"), WholeGateway.OperatorKey)).View();

    /// <summary>Creates a payment that awaits the customer's money.</summary>
    public static async Task<PaymentIntentView> Opened(
        this WholeGateway gateway, string orderId, string more = "", string cryptoCode = "BTC")
    {
        await gateway.Created(Body(orderId, cryptoCode: cryptoCode, more: more));
        return await gateway.Until(orderId, view => view.Status == "AwaitingPayment");
    }

    public static async Task<PaymentIntentView> Settled(this WholeGateway gateway, string orderId, string more = "")
    {
        await gateway.Opened(orderId, more);
        await gateway.Control(orderId, "pay");
        await gateway.Control(orderId, "confirm");
        return await gateway.Until(orderId, view => view.Status == "Settled");
    }

    public static Task<PaymentIntentView> Until(
        this WholeGateway gateway, string orderId, Func<PaymentIntentView, bool> holds) =>
        Until(() => gateway.Read(orderId), holds);

    public static async Task<T> Until<T>(Func<Task<T>> look, Func<T, bool> holds)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var limit = new CancellationTokenSource(Patience);
        T seen;
        while (!holds(seen = await look()))
        {
            if (limit.IsCancellationRequested)
                Assert.Fail($"Did not come about in {Patience.TotalMinutes} min. Last seen: {seen}");
            await beat.WaitForNextTickAsync(Requests.Cancellation);
        }

        return seen;
    }

    /// <summary>
    /// As a customer's wallet, or time, at the sandbox: pay, confirm, expire, double-spend, refuse-webhooks.
    /// </summary>
    public static async Task<JsonElement> Control(
        this WholeGateway gateway, string orderId, string action, object? body = null) =>
        await Json(await gateway.Client.PostAsJsonAsync(
            $"/sandbox/orders/{orderId}/{action}", body ?? new { }, Requests.Cancellation));

    /// <summary>The processor's page does not take what the customer's wallet would send.</summary>
    public static async Task ControlRefused(this WholeGateway gateway, string orderId, string action) => Assert.Equal(
        HttpStatusCode.BadRequest,
        (await gateway.Client.PostAsync($"/sandbox/orders/{orderId}/{action}", null, Requests.Cancellation))
            .StatusCode);

    public static async Task<JsonElement[]> InvoicesOf(this WholeGateway gateway, string orderId)
    {
        var answer = await gateway.Client.GetAsync($"/sandbox/orders/{orderId}", Requests.Cancellation);
        return answer.StatusCode == HttpStatusCode.NotFound
            ? []
            : [.. (await Json(answer)).GetProperty("invoices").EnumerateArray()];
    }

    public static async Task Fault(this WholeGateway gateway, object fault) =>
        await Json(await gateway.Client.PutAsJsonAsync("/sandbox/faults", fault, Requests.Cancellation));

    public static async Task ClearFaults(this WholeGateway gateway) =>
        await Json(await gateway.Client.DeleteAsync("/sandbox/faults", Requests.Cancellation));

    /// <summary>The order that the sandbox's fault is for; "" once it is used up.</summary>
    public static async Task<string> FaultOrder(this WholeGateway gateway) =>
        (await Json(await gateway.Client.GetAsync("/sandbox/faults", Requests.Cancellation)))
            .GetProperty("orderId").GetString()!;

    private static async Task<JsonElement> Json(HttpResponseMessage answer) =>
        await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Requests.Cancellation);
}
