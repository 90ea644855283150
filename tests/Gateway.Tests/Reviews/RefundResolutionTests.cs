using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CryptoPay.Payments.Views;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Gateway.Tests.Reviews;

/// <summary>A person's word about a refund of which the processor's answer was lost.</summary>
public sealed class RefundResolutionTests(RefundResolutionTests.Gateway gateway)
    : IClassFixture<RefundResolutionTests.Gateway>
{
    private const string NotMade = """{"resolution":"not_made","reason":"Not in its list."}""";

    [Fact]
    public async Task Said_not_made_it_frees_its_amount_and_ends_the_review()
    {
        await Unclear("CC-freed");
        await gateway.Until("CC-freed", view => view.ActionRequired == "review");

        var freed = await Said("CC-freed", NotMade);

        Assert.Equal("Failed", freed.Status);
        Assert.Equal(freed, await Said("CC-freed", NotMade));
        Assert.Equal(("paid", "none"), (await gateway.Read("CC-freed")) is var view
            ? (view.Outcome, view.ActionRequired) : default);
        Assert.Equal("100.00", (await Payments.Until(
            () => Asked(gateway, "CC-freed", "R-2"), refund => refund.Status == "Pending")).Amount);
    }

    [Fact]
    public async Task While_its_call_may_still_be_under_way_nobody_can_say_that_it_was_not_made()
    {
        await using var slow = new WholeGateway("--Polling:CreateMax=01:00:00");
        await slow.InitializeAsync();
        await slow.Settled("CC-early");
        await slow.Fault(new { on = "refund", fail = "500", times = 1, orderId = "CC-early" });
        await Asked(slow, "CC-early", "R-1");
        await Payments.Until(slow.FaultOrder, order => order == "");

        await Refused(slow, "CC-early", NotMade, "refund_unclear");
    }

    [Theory]
    [InlineData("500")]
    [InlineData("html")]
    public async Task While_the_search_is_not_answered_nobody_can_say_that_it_was_not_made(string fail)
    {
        var orderId = $"CC-unanswered-{fail}";
        await Unclear(orderId);
        await gateway.Fault(new { on = "refund-search", fail });

        await Refused(gateway, orderId, NotMade, "refund_unclear");
        Assert.Equal(("Requested", "100.00"), (await Asked(gateway, orderId, "R-1")) is var refund
            ? (refund.Status, refund.Amount) : default);

        await gateway.ClearFaults();
        await Payments.Until(
            () => Say(gateway, orderId, NotMade), answer => answer.StatusCode == HttpStatusCode.OK);
        Assert.Equal("not_made", (await Asked(gateway, orderId, "R-1")).ErrorCode);
    }

    [Fact]
    public async Task A_refund_that_the_processor_has_is_nothing_to_resolve()
    {
        await gateway.Settled("CC-had");
        await Payments.Until(() => Asked(gateway, "CC-had", "R-1"), refund => refund.Status == "Pending");
        await Refused(gateway, "CC-had", NotMade, "refund_not_open");
        await Refused(gateway, "CC-had", SaidMade("nobodys"), "refund_not_open");

        await gateway.Control("CC-had", "refunds/pay-out");
        await Payments.Until(() => Asked(gateway, "CC-had", "R-1"), refund => refund.IsRefunded);
        await Refused(gateway, "CC-had", NotMade, "refund_not_open");
        await Refused(gateway, "CC-had", SaidMade("nobodys"), "refund_not_open");
    }

    [Fact]
    public async Task A_refund_that_nobody_asked_for_is_not_found()
    {
        await gateway.Settled("CC-unasked");
        foreach (var body in new[] { NotMade, SaidMade("nobodys") })
        {
            await Refused(gateway, "CC-unasked", body, "refund_not_found", HttpStatusCode.NotFound);
            await Refused(gateway, "CC-nobody", body, "not_found", HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task Said_made_it_is_linked_when_it_is_of_this_invoice_and_amount_and_not_before()
    {
        await gateway.Settled("CC-other");
        await Unclear("CC-linked");

        await Refused(gateway, "CC-linked", SaidMade(await MadeByHand("CC-other", "100.00")), "refund_mismatch");
        await Refused(gateway, "CC-linked", SaidMade(await MadeByHand("CC-linked", "99.00")), "refund_mismatch");
        await Refused(gateway, "CC-linked", SaidMade("nobodys"), "refund_mismatch");
        Assert.Equal("refund_unclear", (await Asked(gateway, "CC-linked", "R-1")).ErrorCode);

        var made = SaidMade(await MadeByHand("CC-linked", "100.00"));
        var linked = await Said("CC-linked", made);
        Assert.Equal(("Pending", "100.00", ""), (linked.Status, linked.Amount, linked.ErrorCode));
        Assert.Equal(linked.Status, (await Said("CC-linked", made)).Status);
        Assert.Equal("none", (await gateway.Read("CC-linked")).ActionRequired);
    }

    [Fact]
    public async Task Who_said_it_and_why_stand_in_the_history()
    {
        await Unclear("CC-who");
        await gateway.Until("CC-who", view => view.ActionRequired == "review");
        await Said("CC-who", NotMade);

        var events = (await gateway.Events("CC-who")).Events;

        var said = Assert.Single(events, entry => entry.Event == "RefundSaidNotMade");
        Assert.Equal(("operator", "Not in its list.", "R-1"),
            (said.Data["who"], said.Data["reason"], said.Data["refundId"]));
    }

    /// <summary>The call was answered with a fault, and no search finds what may have come of it.</summary>
    private async Task Unclear(string orderId)
    {
        await gateway.Settled(orderId);
        await gateway.Fault(new { on = "refund", fail = "500", times = 1, orderId });
        await Payments.Until(
            () => Asked(gateway, orderId, "R-1"), refund => refund.ErrorCode == "refund_unclear");
    }

    private static async Task<RefundView> Asked(WholeGateway gateway, string orderId, string refundId) =>
        await View(await gateway.Send(Requests.Post(
            $"{Payments.Path}/{orderId}/refunds", $$"""{"refundId":"{{refundId}}","amount":"all"}""")));

    private async Task<RefundView> Said(string orderId, string body) => await View(await Say(gateway, orderId, body));

    private static Task<HttpResponseMessage> Say(WholeGateway gateway, string orderId, string body) => gateway.Send(
        Requests.Post($"{Payments.Path}/{orderId}/refunds/R-1/resolution?merchant={WholeGateway.Merchant}", body),
        WholeGateway.OperatorKey);

    private static string SaidMade(string processorRefundId) =>
        $$"""{"resolution":"made","processorRefundId":"{{processorRefundId}}","reason":"Seen there."}""";

    private static async Task Refused(WholeGateway gateway, string orderId, string body, string errorCode,
        HttpStatusCode status = HttpStatusCode.Conflict)
    {
        var answer = await Say(gateway, orderId, body);
        Assert.Equal((status, errorCode), (answer.StatusCode, await answer.ErrorCode()));
    }

    /// <summary>By somebody with the store's key, at the processor itself.</summary>
    private async Task<string> MadeByHand(string orderId, string amount)
    {
        var settings = gateway.Services.GetRequiredService<IConfiguration>().GetSection("Processors:sandbox");
        var invoiceId = (await gateway.InvoicesOf(orderId)).Single().GetProperty("invoiceId").GetString();
        using var request = new HttpRequestMessage(HttpMethod.Post,
            $"/sandbox/btcpay/api/v1/stores/{settings["StoreId"]}/invoices/{invoiceId}/refund")
        {
            Content = JsonContent.Create(new
            {
                refundVariant = "Custom",
                customAmount = amount,
                customCurrency = "USD",
                payoutMethodId = "BTC-CHAIN",
            }),
        };
        request.Headers.Authorization = new("token", settings["ApiKey"]);
        var answer = await gateway.Client.SendAsync(request, Requests.Cancellation);
        return (await answer.EnsureSuccessStatusCode().Content
            .ReadFromJsonAsync<JsonElement>(Requests.Cancellation)).GetProperty("id").GetString()!;
    }

    private static async Task<RefundView> View(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonSerializer.Deserialize<RefundView>(await answer.Text(), JsonSerializerOptions.Web)!;
    }

    /// <summary>A call that was left is over at once.</summary>
    public sealed class Gateway() : WholeGateway(
        "--Polling:ShortPeriod=00:00:01", "--Polling:CreateMax=00:00:00", "--Polling:LookUpWindow=00:00:00",
        "--Polling:BackoffFirst=00:00:00.1");
}
