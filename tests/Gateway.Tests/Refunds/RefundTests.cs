using System.Net;
using System.Text.Json;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.Tests.Refunds;

/// <summary>Money that goes back, over real HTTP through gateway, silo and sandbox.</summary>
public sealed class RefundTests(RefundTests.Gateway gateway) : IClassFixture<RefundTests.Gateway>
{
    [Fact]
    public async Task A_refund_is_completed_when_the_money_is_out_and_not_before()
    {
        await gateway.Settled("CC-whole");
        var asked = await Asked("CC-whole", "R-1");
        Assert.Equal(("Pending", "100.00", "0.00", false, false),
            (asked.Status, asked.Amount, asked.AmountRefunded, asked.IsFinal, asked.IsRefunded));
        Assert.StartsWith("http", asked.ClaimUrl);
        Assert.Equal(
            "Your refund of 100 dollars is ready. Please open the link that we send you to receive it.", asked.Message);
        Assert.Equal(("paid", "0.00"),
            (await gateway.Read("CC-whole")) is var before ? (before.Outcome, before.AmountRefunded) : default);

        await gateway.Control("CC-whole", "refunds/pay-out");
        var done = await Payments.Until(() => Read("CC-whole", "R-1"), view => view.IsFinal);
        Assert.Equal(("Completed", true, "100.00", "", 0),
            (done.Status, done.IsRefunded, done.AmountRefunded, done.ClaimUrl, done.PollAfterSeconds));
        var after = await gateway.Read("CC-whole");
        Assert.Equal(("Settled", "Payment Refunded", "refunded", false, "100.00"),
            (after.Status, after.CaseStatus, after.Outcome, after.IsPaid, after.AmountRefunded));
    }

    [Fact]
    public async Task A_hundred_same_refunds_at_once_are_one()
    {
        await gateway.Settled("CC-hundred");
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Refund("CC-hundred", "R-1", "25.00")));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        await Payments.Until(() => Read("CC-hundred", "R-1"), view => view.Status == "Pending");
        Assert.Single(await List("CC-hundred"));
        await gateway.Control("CC-hundred", "refunds/pay-out");
        await Payments.Until(() => Read("CC-hundred", "R-1"), view => view.IsFinal);
        Assert.Equal("25.00", (await gateway.Read("CC-hundred")).AmountRefunded);
    }

    [Fact]
    public async Task A_refund_whose_answer_was_lost_is_found_again_and_made_once()
    {
        await gateway.Settled("CC-lost");
        await gateway.Fault(new { on = "create", fail = "reset-after", times = 1, orderId = "CC-lost" });
        await View(await Refund("CC-lost", "R-1"));
        await Payments.Until(() => Read("CC-lost", "R-1"), view => view.Status == "Pending");
        await gateway.Control("CC-lost", "refunds/pay-out");
        await Payments.Until(() => Read("CC-lost", "R-1"), view => view.IsFinal);
        Assert.Equal(("100.00", "refunded"),
            (await gateway.Read("CC-lost")) is var view ? (view.AmountRefunded, view.Outcome) : default);
    }

    [Fact]
    public async Task A_refund_that_the_processor_ends_has_failed_and_its_money_can_be_given_back_by_another()
    {
        await gateway.Opened("CC-ended", ",\"processor\":\"sandbox-signed\"");
        await gateway.Control("CC-ended", "pay");
        await gateway.Control("CC-ended", "confirm");
        await gateway.Until("CC-ended", view => view.IsPaid);
        await Asked("CC-ended", "R-1");
        await gateway.Control("CC-ended", "refunds/reject");
        var failed = await Payments.Until(() => Read("CC-ended", "R-1"), view => view.IsFinal);
        Assert.Equal(("Failed", "refund_ended", false), (failed.Status, failed.ErrorCode, failed.IsRefunded));
        Assert.Equal("100.00", (await Asked("CC-ended", "R-2")).Amount);
        Assert.Equal(["R-1", "R-2"], (await List("CC-ended")).Select(refund => refund.RefundId));
    }

    [Fact]
    public async Task A_refund_that_a_person_ended_at_a_BTCPay_Server_is_reviewed_as_it_does_not_say_what_went_out()
    {
        await gateway.Settled("CC-archived");
        await Asked("CC-archived", "R-1");
        await gateway.Control("CC-archived", "refunds/reject");
        await gateway.Until("CC-archived", view => view.Outcome == "review");
        Assert.Equal("Pending", (await Read("CC-archived", "R-1")).Status);
    }

    [Fact]
    public async Task What_cannot_be_given_back_is_refused_with_the_reason()
    {
        await gateway.Opened("CC-unpaid");
        await Refused(HttpStatusCode.Conflict, "nothing_to_refund", await Refund("CC-unpaid", "R-1"));
        await gateway.Settled("CC-paid");
        await Refused(
            HttpStatusCode.BadRequest, "refund_too_large", await Refund("CC-paid", "R-1", "100.01"), "amount");
        await Refused(
            HttpStatusCode.BadRequest, "refund_amount_too_fine", await Refund("CC-paid", "R-1", "1.001"), "amount");
        await Refused(HttpStatusCode.BadRequest, "invalid_request", await Refund("CC-paid", "R-1", "-1"), "amount");
        await Refused(HttpStatusCode.BadRequest, "invalid_request", await Refund("CC-paid", "R/1"), "refundId");
        await Refused(HttpStatusCode.BadRequest, "invalid_request", await Post("CC-paid", "{}"), "refundId");
        foreach (var unset in new[] { "", ""","amount":"" """, ""","amount":null""", ""","amout":"1.00" """ })
        {
            await Refused(HttpStatusCode.BadRequest, "invalid_request",
                await Post("CC-paid", $$"""{"refundId":"R-1"{{unset}}}"""), "amount");
        }

        await Asked("CC-paid", "R-1", "40.00");
        await Refused(HttpStatusCode.Conflict, "refund_conflict", await Refund("CC-paid", "R-1", "41.00"));
        await Refused(HttpStatusCode.BadRequest, "refund_too_large", await Refund("CC-paid", "R-2", "60.01"), "amount");
        await Refused(HttpStatusCode.NotFound, "refund_not_found", await gateway.Look("/CC-paid/refunds/R-2"));
        await Refused(HttpStatusCode.NotFound, "not_found", await Refund("CC-nobody", "R-1"));
        await Refused(HttpStatusCode.NotFound, "not_found", await gateway.Look("/CC-nobody/refunds"));
    }

    [Fact]
    public async Task A_processor_without_refunds_is_named_as_the_reason()
    {
        await gateway.Opened("CC-commerce", ",\"processor\":\"sandbox-commerce\"");
        await gateway.Control("CC-commerce", "pay");
        await gateway.Control("CC-commerce", "confirm");
        await gateway.Until("CC-commerce", view => view.IsPaid);
        await Refused(HttpStatusCode.Conflict, "refund_unsupported", await Refund("CC-commerce", "R-1"));
    }

    [Fact]
    public async Task A_key_that_may_not_refund_cannot_and_reads_no_other_merchants_refunds()
    {
        await gateway.Settled("CC-locked");
        await Asked("CC-locked", "R-1");
        var path = $"{Payments.Path}/CC-locked/refunds";
        await Refused(HttpStatusCode.Forbidden, "refund_not_allowed",
            await gateway.Send(Requests.Post(path, """{"refundId":"R-2"}"""), WholeGateway.OtherKey));
        await Refused(HttpStatusCode.NotFound, "not_found",
            await gateway.Send(Requests.Get($"{path}/R-1"), WholeGateway.OtherKey));
        await Payments.Until(() => Read("CC-locked", "R-1"), view => view.ClaimUrl != "");
        foreach (var asked in new[] { path, $"{path}/R-1" })
        {
            var seen = await (await gateway.Send(Requests.Get(asked), Gateway.FlowKey)).Text();
            Assert.Contains("\"status\":\"Pending\"", seen);
            Assert.Contains("\"claimUrl\":\"\"", seen);
        }

        await Refused(HttpStatusCode.Forbidden, "refund_not_allowed",
            await gateway.Send(Requests.Post(path, """{"refundId":"R-2","amount":"all"}"""), Gateway.FlowKey));
        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.Send(Requests.Post(path), key: null)).StatusCode);
    }

    [Fact]
    public async Task It_is_spoken_in_the_callers_language()
    {
        await gateway.Settled("CC-spanish");
        var view = await Payments.Until(Ask, view => view.Status != "Requested");
        Assert.StartsWith("Su reembolso de 1 dólar está listo.", view.Message);

        async Task<RefundView> Ask()
        {
            var request = Requests.Post(
                $"{Payments.Path}/CC-spanish/refunds", """{"refundId":"R-1","amount":"1.00"}""");
            request.Headers.Add("Accept-Language", "es-MX");
            return await View(await gateway.Send(request));
        }
    }

    private Task<HttpResponseMessage> Refund(string orderId, string refundId, string amount = "all") => Post(orderId,
        $$"""{"refundId":"{{refundId}}","amount":"{{amount}}"}""");

    /// <summary>Asks for it, again and again, until the processor has it.</summary>
    private Task<RefundView> Asked(string orderId, string refundId, string amount = "all") => Payments.Until(
        async () => await View(await Refund(orderId, refundId, amount)), view => view.Status != "Requested");

    private Task<HttpResponseMessage> Post(string orderId, string body) =>
        gateway.Send(Requests.Post($"{Payments.Path}/{orderId}/refunds", body));

    private async Task<RefundView> Read(string orderId, string refundId) =>
        await View(await gateway.Look($"/{orderId}/refunds/{refundId}"));

    private async Task<RefundView[]> List(string orderId) => JsonSerializer.Deserialize<JsonElement>(
        await (await gateway.Look($"/{orderId}/refunds")).Text())
        .GetProperty("refunds").Deserialize<RefundView[]>(JsonSerializerOptions.Web)!;

    private static async Task<RefundView> View(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonSerializer.Deserialize<RefundView>(await answer.Text(), JsonSerializerOptions.Web)!;
    }

    private static async Task Refused(
        HttpStatusCode status, string errorCode, HttpResponseMessage answer, string? field = null)
    {
        Assert.Equal((status, errorCode), (answer.StatusCode, await answer.ErrorCode()));
        if (field is not null) Assert.True((await answer.Problem()).GetProperty("errors").TryGetProperty(field, out _));
    }

    /// <summary>No webhook tells of a BTCPay Server's payouts.</summary>
    public sealed class Gateway() : WholeGateway(
        "--Polling:ShortPeriod=00:00:01", $"--ApiKeys:flow:Merchant={Merchant}",
        "--ApiKeys:flow:Sha256=" + Convert.ToHexString(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(FlowKey))))
    {
        /// <summary>The same merchant's, and may take money only.</summary>
        public const string FlowKey = "the-key-of-a-flow";
    }
}
