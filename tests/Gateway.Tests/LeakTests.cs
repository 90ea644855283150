using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using CryptoPay.Payments.Processors;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Gateway.Tests;

/// <summary>After a payment's whole life, what must be nowhere in the clear.</summary>
public class LeakTests(WholeGateway gateway)
{
    private const string AgentId = "agent-7-secret";
    private const string WrongKey = "a-key-that-opens-nothing";
    private const string CallerId = "+13175550177";
    private const string ForgedSession = "a-session-that-is-forged";

    /// <summary>Of the payment that has lived.</summary>
    private string resumeCode = "";

    [Fact]
    public async Task No_log_line_says_anything_that_is_secret_or_personal()
    {
        var secrets = await Live("CC-logged");

        Assert.Contains(gateway.Log.Lines,
            line => line.Contains("first/CC-logged at processor account sandbox: Confirming -> Settled."));
        Assert.Contains(gateway.Log.Lines, line => line.Contains("/qr/first/CC-logged/hidden"));
        Assert.All(secrets.Concat(Credentials), secret => Assert.DoesNotContain(
            gateway.Log.Lines, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)));
        // As a number by itself: six digits stand in many a longer one.
        Assert.DoesNotContain(gateway.Log.Lines, line => Regex.IsMatch(line, $@"\b{resumeCode}\b"));
    }

    [Fact]
    public async Task No_metric_is_labelled_with_it_nor_with_an_order()
    {
        var secrets = await Live("CC-measured");

        var scrape = await Payments.Until(
            async () => await (await gateway.Send(Requests.Get("/metrics"), WholeGateway.OperatorKey)).Text(),
            text => text.Contains("cryptopay_webhooks_total{")
                && text.Contains("http_client_request_duration_seconds_count{"));

        Assert.All(secrets.Concat(Credentials).Append("CC-measured"), secret =>
            Assert.DoesNotContain(secret, scrape, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task The_events_hold_digests_of_it_only()
    {
        var secrets = await Live("CC-evented");

        var events = await (await gateway.Look("/CC-evented/events")).Text();

        Assert.Contains("\"metadata.agentId\":\"sha256:", events);
        Assert.Contains("\"payments.0.id\":\"sha256:", events);
        Assert.All(secrets.Append($"\"{resumeCode}\""), secret => Assert.DoesNotContain(secret, events));
    }

    [Fact]
    public async Task The_database_files_hold_it_encrypted_only()
    {
        var secrets = await Live("CC-at-rest");
        var open = (await gateway.Opened("CC-open-at-rest")).ResumeCode;

        var files = Directory.GetFiles(Path.GetDirectoryName(gateway.DatabasePath)!, "cryptopay.db*")
            .Select(File.ReadAllBytes).ToList();

        Assert.Contains(files, bytes => Holds(bytes, "CC-at-rest"));
        Assert.Contains(files, bytes => Holds(bytes, "\"resumeCode\":{\"code\":\""));
        Assert.All([.. secrets, $"\"{resumeCode}\"", $"\"{open}\""],
            secret => Assert.DoesNotContain(files, bytes => Holds(bytes, secret)));
    }

    /// <summary>What whoever has it gets in with, or tried to.</summary>
    private string[] Credentials =>
    [
        WholeGateway.Key, WholeGateway.OperatorKey, WrongKey, ForgedSession, gateway.WebhookSecret,
        gateway.Setting("ApiKey"),
    ];

    /// <summary>All that can happen to a payment from outside, and what of it is nobody else's business.</summary>
    private async Task<string[]> Live(string orderId)
    {
        const string Metadata = $$""", "metadata":{"agentId":"{{AgentId}}"}""";
        var view = await gateway.Opened(orderId, Metadata);
        await gateway.Post(Payments.Body(orderId, more: Metadata));
        Assert.Equal(
            HttpStatusCode.Conflict, (await gateway.Post(Payments.Body(orderId, "1.00", more: Metadata))).StatusCode);
        var qr = view.QrCodeUrl;
        foreach (var url in new[] { qr, $"{qr}/", qr.Replace("/qr/", "/QR/"), qr.Replace("/qr/", "//qr/") })
            await gateway.Send(Requests.Get(url), key: null);
        foreach (var url in new[] { view.PayUrl, view.AgentUrl, view.PayUrl.Replace("/pay/", "/Pay/") })
        {
            await gateway.Send(Requests.Get(url), key: null);
            await gateway.Send(Requests.Post($"{url}/invoices"), key: null);
        }

        await gateway.Send(Requests.Post("/webhooks/sandbox", $$"""{"address":"{{view.PaymentUri}}"}"""), key: null);

        await SendCredentials();
        resumeCode = view.ResumeCode;
        Assert.Equal(HttpStatusCode.OK, (await Resume(resumeCode)).StatusCode);
        await Resume("000000");

        await gateway.Control(orderId, "pay");
        await gateway.Until(orderId, seen => seen.Status == "Confirming");
        await gateway.Control(orderId, "confirm");
        await gateway.Until(orderId, seen => seen.Status == "Settled");
        Assert.Equal(HttpStatusCode.OK, (await gateway.Look("?take=200")).StatusCode);

        var address = view.PaymentUri.Split(':', '?')[1];
        var token = view.QrCodeUrl.Split('/')[^1][..^".png".Length];
        return
        [
            AgentId, CallerId, address, token, view.PayUrl.Split('/')[^1], view.AgentUrl.Split('/')[^1],
            await TransactionHashOf(orderId),
        ];
    }

    private Task<HttpResponseMessage> Resume(string code) => gateway.Send(Requests.Post(
        $"{Payments.Path}/resume", $$"""{"resumeCode":"{{code}}","callerId":"{{CallerId}}"}"""));

    /// <summary>Right and wrong ones, wherever somebody may put them.</summary>
    private async Task SendCredentials()
    {
        foreach (var key in (string[])[WholeGateway.Key, WholeGateway.OperatorKey, WrongKey])
        {
            await gateway.Send(Requests.Get(Payments.Path), key);
            foreach (var path in (string[])[Payments.Path, "/metrics", "/dashboard", "/"])
            {
                var request = Requests.Get($"{path}?api_key={key}");
                request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
                request.Headers.TryAddWithoutValidation("Cookie", $"cryptopay-operator={ForgedSession}; key={key}");
                await gateway.Send(request, key: null);
            }

            var login = new HttpRequestMessage(HttpMethod.Post, "/login")
            {
                Content = new FormUrlEncodedContent([new("key", key)]),
            };
            await gateway.Send(login, key: null);
        }
    }

    private async Task<string> TransactionHashOf(string orderId)
    {
        var invoice = (await gateway.InvoicesOf(orderId)).Single().GetProperty("invoiceId").GetString()!;
        var read = await gateway.Services.GetRequiredKeyedService<IPaymentProcessor>("sandbox")
            .ReadInvoice(invoice, Requests.Cancellation);
        var found = Assert.IsType<ProcessorResult<Invoice>.Found>(read);
        return found.Value.Payments.Single().PaymentId.Value.Split('-')[0];
    }

    private static bool Holds(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
}
