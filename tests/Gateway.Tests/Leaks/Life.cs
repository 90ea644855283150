using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CryptoPay.Gateway.Tests.Leaks;

/// <summary>A payment that goes well from its create to its refund, and each place that shows it.</summary>
internal sealed partial class Life(Caller caller, World world, Canaries canaries, string orderId)
{
    private const string Flow = Payments.Path;

    private string Own => $"{Flow}/{orderId}";

    private static string OfOperator => $"?merchant={House.Merchant}";

    public async Task<JsonElement> Open()
    {
        var checkout = canaries.New("checkout link's token");
        world.Says = body => CheckoutLink.Replace(body, $"$1?token={checkout}");
        var body = JsonSerializer.Serialize(new
        {
            orderId,
            amount = "100.00",
            currency = new { isoCode = "USD", cryptoCode = "BTC" },
            posLabel = canaries.New("posLabel"),
            notificationUrl = $"{world.Address}{World.HookPath}{canaries.New("notificationUrl")}",
            metadata = new
            {
                agentId = canaries.New("metadata"),
                note = $"He said: {canaries.New("metadata in a sentence")}, <b>\"now\"</b> & here: ä",
                workitemId = canaries.New("metadata for a case"),
                conversationId = canaries.New("metadata for a case"),
                participantId = canaries.New("metadata for a case"),
                caseId = canaries.New("metadata for a case"),
                messageAddress = canaries.NewNumber("messageAddress"),
            },
        });
        await caller.Post(Places.Payment, Flow, body);
        var view = await Until(view => Text(view, "status") == "AwaitingPayment");
        canaries.Learn("order ID", orderId);
        canaries.Learn("payment address", Text(view, "paymentAddress"));
        canaries.Learn("payment URI", Text(view, "paymentUri"));
        canaries.Learn("resume code", Text(view, "resumeCode"));
        canaries.Learn("pay link's token", Text(view, "payUrl").Split('/')[^1]);
        canaries.Learn("agent link's token", Text(view, "agentUrl").Split('/')[^1]);
        canaries.Learn("QR link's token", Text(view, "qrCodeUrl").Split('/')[^1].Split('.')[0]);
        Assert.Contains(checkout, Text(view, "checkoutUrl"));
        // The same again, with other metadata.
        await caller.Post(Places.Payment, Flow, body.Replace("\"agentId\"", "\"agent2\"", StringComparison.Ordinal));
        await OpenState("AwaitingPayment");
        return view;
    }

    public async Task OpenPages(JsonElement view)
    {
        foreach (var (place, link) in ((string, string)[])
            [(Places.PayPage, "payUrl"), (Places.AgentPage, "agentUrl")])
        {
            var path = new Uri(Text(view, link)).AbsolutePath;
            var page = await (await caller.Send(place, Requests.Get(path).AsBrowser(), key: null)).Text();
            // The agent's is another with each second.
            canaries.Learn(place == Places.PayPage ? "pay link's token" : "agent link's token",
                LiveLink.Match(page).Groups[1].Value);
            await caller.Send(place, Requests.Get($"{path}/live"), key: null);
            await caller.Send(place, Requests.Post($"{path}/invoices"), key: null);
            await caller.Send(place, Requests.Get($"{caller.Address}{path}"), key: null);
            await caller.Send(place, Requests.Get($"{path}/"), key: null);
        }

        await caller.Send(Places.QrImage, Requests.Get(new Uri(Text(view, "qrCodeUrl")).AbsolutePath), key: null);
        await caller.Post(Places.Payment, $"{Flow}/resume", JsonSerializer.Serialize(new
        {
            resumeCode = Text(view, "resumeCode"),
            callerId = canaries.NewNumber("callerId"),
        }));
        await caller.Post(Places.Payment, $"{Flow}/find", $$"""{"orderId":"{{orderId}}"}""");
    }

    public async Task PayAndRefund()
    {
        await Control("pay");
        await Until(view => Text(view, "status") == "Confirming");
        await OpenState("Confirming");
        await Control("confirm");
        await Until(view => Text(view, "isPaid") == "True");
        await OpenState("Settled");
        var seen = JsonElement.Parse(await caller.Operate(
            Places.Transactions, Requests.Get($"{Own}/transactions{OfOperator}")));
        canaries.Learn("transaction hash", Text(seen.GetProperty("transactions")[0], "transactionHash"));

        await caller.Post(Places.Refund, $"{Own}/refunds", """{"refundId":"R-1","amount":"all"}""");
        var refund = await Payments.Until(
            () => caller.Get(Places.Refund, $"{Own}/refunds/R-1"), refund => Text(refund, "claimUrl") != "");
        canaries.Learn("claim link", Text(refund, "claimUrl").Split('/')[^1]);
        await caller.Post(Places.Sinks, $"{Own}/refunds/R-1/send", JsonSerializer.Serialize(new
        {
            sendId = "S-1",
            channel = "sms",
            to = canaries.NewNumber("claim link's number"),
        }));
        await Payments.Until(() => caller.Get(Places.Sinks, $"{Own}/sinks"), sinks =>
            sinks.GetProperty("sinks").EnumerateArray()
                .Where(sink => Text(sink, "sink") is "claim-link" or "message" or "webhook" or "workitem")
                .All(sink => Text(sink, "state") == "delivered"));
        await Control("refunds/pay-out");
        await Payments.Until(
            () => caller.Get(Places.Refund, $"{Own}/refunds/R-1"), refund => Text(refund, "isFinal") == "True");
        await OpenState("Payment Refunded");
    }

    /// <summary>The order's page of the dashboard.</summary>
    private async Task OpenState(string says) => Assert.Contains(
        says, await caller.Operate(Places.Dashboard, Requests.Get(Operator.StateOf(orderId))));

    /// <summary>Everything that can be read of it.</summary>
    public async Task Look()
    {
        canaries.Learn("Genesys Cloud's token", world.GenesysBearer);
        await caller.Get(Places.Payment, $"{Own}?note={canaries.New("a query's value")}");
        var events = (await caller.Get(Places.Events, $"{Own}/events")).GetRawText();
        foreach (var digest in (string[])["metadata.agentId", "payments.0.id", "claimUrl"])
            Assert.Contains($"\"{digest}\":\"sha256:", events);
        await caller.Get(Places.Refund, $"{Own}/refunds");
        await caller.Get(Places.Sinks, $"{Own}/sinks");
        await caller.Get(Places.List, $"{Flow}?take=200");
        await caller.Operate(Places.List, Requests.Get($"{Flow}?take=200"));
        await caller.Operate(Places.Transactions, Requests.Get($"{Own}/transactions{OfOperator}"));
        await caller.Operate(Places.Payment, Requests.Post($"{Own}/read{OfOperator}"));
        await caller.Operate(Places.Accounts, Requests.Get("/v1/accounts"));
        foreach (var path in (string[])
            ["/", "/login", "/health/ready", "/health/live", "/openapi/v1.json", "/scalar"])
        {
            await caller.Send(Places.Other, Requests.Get(path));
        }
    }

    /// <summary>While nothing can be written.</summary>
    public async Task Repeat()
    {
        HttpRequestMessage[] requests =
        [
            Requests.Post(Flow, Payments.Body($"{orderId}-away", more: $$"""
                ,"posLabel":"{{canaries.New("posLabel")}}","metadata":{"note":"{{canaries.New("metadata")}}"}
                """)),
            Requests.Post(Flow, Payments.Body(orderId, more: $$"""
                ,"metadata":{"agentId":"{{canaries.New("metadata")}}"}
                """)),
            Requests.Post($"{Flow}/resume", $$"""
                {"resumeCode":"123456","callerId":"{{canaries.NewNumber("callerId")}}"}
                """),
            Requests.Post($"{Own}/cancel"),
        ];
        await Task.WhenAll(requests.Select(request => caller.Send(Places.Payment, request)));
    }

    private Task<JsonElement> Until(Func<JsonElement, bool> holds) =>
        Payments.Until(() => caller.Get(Places.Payment, Own), holds);

    private async Task Control(string action) => (await world.Client.PostAsJsonAsync(
        $"/sandbox/orders/{orderId}/{action}", new { }, Requests.Cancellation)).EnsureSuccessStatusCode();

    private static string Text(JsonElement of, string name) => of.GetProperty(name).ToString();

    [GeneratedRegex("data-live=\"([^\"/]+)/")]
    private static partial Regex LiveLink { get; }

    [GeneratedRegex("(\"checkoutLink\":\\s*\"[^\"]+)")]
    private static partial Regex CheckoutLink { get; }
}
