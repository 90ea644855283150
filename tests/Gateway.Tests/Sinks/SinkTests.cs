using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CryptoPay.Payments.Cases;

namespace CryptoPay.Gateway.Tests.Sinks;

/// <summary>What people see of case sinks and ask of them, over real HTTP through gateway, silo and sandbox.</summary>
public sealed class SinkTests(SinkTests.Gateway gateway) : IClassFixture<SinkTests.Gateway>
{
    [Fact]
    public async Task They_say_how_far_each_was_told_and_who_asked_for_more()
    {
        await gateway.Settled("CC-sinks", ",\"metadata\":{\"workitemId\":\"W-1\"}");
        await Until("CC-sinks", "workitem", "delivered");
        Assert.Equal("Payment Status: Complete", await Genesys("workitems/W-1", "status"));

        var again = await gateway.Send(
            Requests.Post($"{Payments.Path}/CC-sinks/sinks/workitem/redeliver?merchant={WholeGateway.Merchant}"),
            WholeGateway.OperatorKey);
        Assert.Equal("owed", (await Views(again)).Single(view => view.Sink == "workitem").State);
        await Until("CC-sinks", "workitem", "delivered");
        var asked = (await gateway.Events("CC-sinks")).Events.Last(entry => entry.Event == "DeliveryAsked");
        Assert.Equal(("workitem", "true", "operator"), (asked.Data["sink"], asked.Data["again"], asked.Data["who"]));
    }

    [Fact]
    public async Task A_sink_that_there_is_not_and_an_order_of_somebody_else_are_404()
    {
        await gateway.Opened("CC-other");
        var noSink = await gateway.Send(
            Requests.Post($"{Payments.Path}/CC-other/sinks/pager/resume?merchant={WholeGateway.Merchant}"),
            WholeGateway.OperatorKey);
        Assert.Equal((HttpStatusCode.NotFound, "sink_not_found"), (noSink.StatusCode, await ErrorCode(noSink)));
        var noOrder = await gateway.Send(Requests.Get($"{Payments.Path}/CC-other/sinks"), WholeGateway.OtherKey);
        Assert.Equal((HttpStatusCode.NotFound, "not_found"), (noOrder.StatusCode, await ErrorCode(noOrder)));
    }

    [Fact]
    public async Task A_merchant_without_sinks_has_none()
    {
        await gateway.Created(Payments.Body("CC-none"), WholeGateway.OtherKey);
        Assert.Empty(await Views(await gateway.Send(
            Requests.Get($"{Payments.Path}/CC-none/sinks"), WholeGateway.OtherKey)));
        var send = await gateway.Send(
            Requests.Post($"{Payments.Path}/CC-none/refunds/R-1/send?merchant=other",
                """{"sendId":"S-1","channel":"sms","to":"+15550100400"}"""),
            WholeGateway.OperatorKey);
        Assert.Equal((HttpStatusCode.Conflict, "send_unsupported"), (send.StatusCode, await ErrorCode(send)));
    }

    [Fact]
    public async Task A_claim_link_goes_to_the_address_in_the_request_once()
    {
        await gateway.Settled("CC-link", ",\"metadata\":{\"messageAddress\":\"+15550000001\"}");
        await Pending("CC-link", "R-1");
        var sent = await View(await Send("CC-link", "R-1", "S-1", "+15550100200"));
        Assert.Equal(("claim-link", "Once", "link:S-1"), (sent.Sink, sent.Kind, sent.About));
        await Payments.Until(() => MessagesTo("+15550100200"), messages => messages.Length == 1);
        await Until("CC-link", "claim-link", "delivered");

        Assert.Equal("delivered", (await View(await Send("CC-link", "R-1", "S-1", "+15550100200"))).State);
        Assert.Contains("/sandbox/", Assert.Single(await MessagesTo("+15550100200")), StringComparison.Ordinal);
        Assert.DoesNotContain(await MessagesTo("+15550000001"),
            message => message.Contains("/sandbox/", StringComparison.Ordinal));
        var other = await Send("CC-link", "R-1", "S-1", "+15550100201");
        Assert.Equal((HttpStatusCode.Conflict, "send_conflict"), (other.StatusCode, await ErrorCode(other)));
        var history = await (await gateway.Look("/CC-link/events")).Text();
        Assert.Contains("ClaimLinkAsked", history, StringComparison.Ordinal);
        Assert.DoesNotContain("5550100200", history, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_claim_link_that_cannot_be_sent_is_refused_with_why()
    {
        await gateway.Settled("CC-nolink");
        var noRefund = await Send("CC-nolink", "R-9", "S-1", "+15550100300");
        Assert.Equal((HttpStatusCode.NotFound, "refund_not_found"), (noRefund.StatusCode, await ErrorCode(noRefund)));

        await Pending("CC-nolink", "R-1");
        await gateway.Control("CC-nolink", "refunds/pay-out");
        await Payments.Until(async () => JsonElement.Parse(await (await gateway.Look("/CC-nolink/refunds/R-1")).Text()),
            refund => refund.GetProperty("isFinal").GetBoolean());
        var over = await Send("CC-nolink", "R-1", "S-1", "+15550100300");
        Assert.Equal((HttpStatusCode.Conflict, "no_claim_link"), (over.StatusCode, await ErrorCode(over)));

        var pigeon = await gateway.Send(Requests.Post($"{Payments.Path}/CC-nolink/refunds/R-1/send",
            """{"sendId":"S-2","channel":"pigeon","to":""}"""));
        Assert.Equal(HttpStatusCode.BadRequest, pigeon.StatusCode);
        var errors = (await pigeon.Problem()).GetProperty("errors");
        Assert.Contains("sms", errors.GetProperty("channel")[0].GetString());
        Assert.Contains("required", errors.GetProperty("to")[0].GetString());
    }

    private Task<HttpResponseMessage> Send(string orderId, string refundId, string sendId, string to) =>
        gateway.Send(Requests.Post($"{Payments.Path}/{orderId}/refunds/{refundId}/send",
            $$"""{"sendId":"{{sendId}}","channel":"sms","to":"{{to}}"}"""));

    private async Task Pending(string orderId, string refundId)
    {
        await gateway.Send(Requests.Post(
            $"{Payments.Path}/{orderId}/refunds", $$"""{"refundId":"{{refundId}}","amount":"all"}"""));
        await Payments.Until(
            async () => JsonElement.Parse(await (await gateway.Look($"/{orderId}/refunds/{refundId}")).Text()),
            refund => refund.GetProperty("claimUrl").GetString() != "");
    }

    private async Task<string[]> MessagesTo(string address) =>
    [
        .. (await gateway.Client.GetFromJsonAsync<JsonElement>("/sandbox/genesys/messages")).EnumerateArray()
            .Where(message => message.GetProperty("toAddress").GetString() == address)
            .Select(message => message.GetProperty("textBody").GetString()!),
    ];

    private async Task<string> Genesys(string path, string field) =>
        (await gateway.Client.GetFromJsonAsync<JsonElement>($"/sandbox/genesys/{path}")).GetProperty(field).GetString()!;

    private Task<SinkView[]> Until(string orderId, string sink, string state) => Payments.Until(
        async () => await Views(await gateway.Look($"/{orderId}/sinks")),
        views => views.Where(view => view.Sink == sink).All(view => view.State == state));

    private static async Task<SinkView[]> Views(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonElement.Parse(await answer.Text()).GetProperty("sinks")
            .Deserialize<SinkView[]>(JsonSerializerOptions.Web)!;
    }

    private static async Task<SinkView> View(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonSerializer.Deserialize<SinkView>(await answer.Text(), JsonSerializerOptions.Web)!;
    }

    private static async Task<string> ErrorCode(HttpResponseMessage answer) =>
        (await answer.Problem()).GetProperty("errorCode").GetString()!;

    /// <summary>One whose first merchant has the sandbox's Genesys Cloud.</summary>
    public sealed class Gateway() : WholeGateway(
    [
        "--environment=Development",
        "--Sandbox:Genesys:ClientSecret=secret-of-the-tests",
        $"--Genesys:{Merchant}:BaseUrl={{address}}/sandbox/genesys",
        $"--Genesys:{Merchant}:ClientId=sandbox-genesys",
        $"--Genesys:{Merchant}:ClientSecret=secret-of-the-tests",
        $"--Genesys:{Merchant}:MessageFrom=+15005550006",
        .. CryptoPay.Sandbox.Genesys.Tenant.SandboxWorktype.Statuses.Where(status => status.IsOfPayment)
            .Select(status => $"--Genesys:{Merchant}:Statuses:{status.Word}={status.Id}"),
    ]);
}
