using System.Net;
using System.Text.Json;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Payments.PaymentIntents;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CryptoPay.Gateway.Tests.PaymentIntents;

public class InlineRefusalTests(WholeGateway gateway)
{
    [Fact]
    public async Task A_refusal_has_the_keys_of_a_payment_and_says_why_to_the_customer_and_to_the_administrator()
    {
        var paid = await Keys(await gateway.Post(Payments.Body("CC-inline-1")));

        var answer = await Send(Requests.Post(Payments.Path, Payments.Body("CC-inline-2", amount: "0")));
        var refused = await answer.View();

        Assert.Equal(paid, await Keys(answer));
        Assert.Equal(
            ("refused", true, false, "none", "invalid_request"),
            (refused.Outcome, refused.IsFinal, refused.IsPaid, refused.ActionRequired, refused.ErrorCode));
        Assert.StartsWith("amount: ", refused.ErrorDetail);
        Assert.Equal("We could not do that. An agent can help you.", refused.Message);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Look("/CC-inline-2")).StatusCode);
    }

    [Fact]
    public async Task It_names_each_wrong_field()
    {
        var refused = await (await Send(Requests.Post(Payments.Path, """{"orderId":"a b"}"""))).View();

        Assert.Matches("orderId: .*; amount: required.*; currency: required", Ordered(refused.ErrorDetail));
    }

    [Fact]
    public async Task An_order_that_there_is_not_is_not_found_by_path_and_by_body()
    {
        foreach (var request in new[]
        {
            Requests.Get($"{Payments.Path}/CC-inline-none"),
            Requests.Get($"{Payments.Path}/not%20an%20order%2Fid"),
            Requests.Post($"{Payments.Path}/CC-inline-none/cancel"),
            Requests.Post($"{Payments.Path}/CC-inline-none/invoices"),
            Requests.Post($"{Payments.Path}/find", """{"orderId":"CC-inline-none"}"""),
        })
        {
            var refused = await (await Send(request)).View();
            Assert.Equal(("not_found", "not_found", true), (refused.Outcome, refused.ErrorCode, refused.IsFinal));
            Assert.Equal("We find no payment for this order.", refused.Message);
        }
    }

    [Fact]
    public async Task It_shows_nothing_of_the_order_that_it_is_about()
    {
        await gateway.Opened("CC-inline-other");

        var refused = await (await Send(
            Requests.Post(Payments.Path, Payments.Body("CC-inline-other", amount: "99.00")))).View();

        Assert.Equal("order_conflict", refused.ErrorCode);
        Assert.Equal("This order already has a payment of another amount or in another coin.", refused.Message);
        Assert.Equal(
            ("", "", "", "", "", ""),
            (refused.Amount, refused.OrderId, refused.PaymentIntentId, refused.CheckoutUrl, refused.PaymentUri,
                refused.QrCodeUrl));
    }

    [Fact]
    public async Task It_is_said_in_the_language_that_the_call_asks_for()
    {
        var request = Requests.Get($"{Payments.Path}/CC-inline-none");
        request.Headers.AcceptLanguage.ParseAdd("es-MX");

        Assert.Equal("No encontramos ningún pago para este pedido.", (await (await Send(request)).View()).Message);
    }

    [Fact]
    public async Task A_fault_keeps_its_status()
    {
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await Send(Requests.Get($"{Payments.Path}/CC-inline-1"), key: "wrong")).StatusCode);
        Assert.Equal(
            HttpStatusCode.Forbidden,
            (await Send(Requests.Post($"{Payments.Path}/CC-inline-1/read"), WholeGateway.Key)).StatusCode);
    }

    [Fact]
    public async Task Without_the_header_a_refusal_has_its_status_and_is_a_problem()
    {
        Assert.Equal("not_found", await (await gateway.Look("/CC-inline-none")).ErrorCode());
        Assert.Equal("invalid_request", await (await gateway.Send(
            Requests.Post($"{Payments.Path}/find", """{"orderId":""}"""))).ErrorCode());
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public async Task A_path_without_its_order_ID_is_refused_and_lists_nothing(string missing)
    {
        var refused = await (await Send(Requests.Get(Payments.Path + missing))).View();

        Assert.Equal(("refused", "invalid_request"), (refused.Outcome, refused.ErrorCode));
        Assert.StartsWith("orderId: required", refused.ErrorDetail);
    }

    [Fact]
    public async Task An_order_is_found_by_a_body_as_by_its_path()
    {
        await gateway.Opened("CC-inline-found");

        var found = await (await Send(
            Requests.Post($"{Payments.Path}/find", """{"orderId":"CC-inline-found"}"""))).View();

        Assert.Equal((await gateway.Read("CC-inline-found")).Lasting(), found.Lasting());
    }

    /// <summary>Of refunds, reviews, case sinks: no data action of a flow asks for any.</summary>
    private static readonly string[] OfOtherCalls =
    [
        "refund_conflict", "nothing_to_refund", "refund_unsupported", "refund_too_large", "refund_amount_required",
        "refund_amount_too_fine", "refund_not_found", "nothing_to_review", "invoice_not_found", "return_too_large",
        "refund_unclear", "refund_mismatch", "refund_not_open", "too_many_refunds", "too_many_resolutions",
        "sink_not_found", "delivery_unclear", "no_claim_link", "send_conflict", "too_many_sends", "send_unsupported",
    ];

    /// <summary>
    /// What a flow's author has to mend, or whoever gave the flow an input: <c>errorDetail</c> says what it is, and no
    /// customer can do more about it than speak to an agent.
    /// </summary>
    private static readonly string[] OfTheFlow = ["unknown_processor", "too_many_metadata_keys", "invalid_request"];

    [Fact]
    public void Every_refusal_of_a_payment_has_words_of_its_own_in_both_languages()
    {
        var codes = Enum.GetValues<Refusal>().Where(refusal => refusal != Refusal.None)
            .Select(refusal => refusal.ToProblem() is ProblemHttpResult problem
                ? (string)problem.ProblemDetails.Extensions["errorCode"]!
                : "account_paused")
            .Except([.. OfOtherCalls, .. OfTheFlow])
            .Concat(["not_found", "secret_in_request", "resume_code_not_found", "too_many_resume_tries"]);

        Assert.All(codes, code =>
        {
            Assert.NotEqual(RefusalSentences.Say("", null), RefusalSentences.Say(code, null));
            Assert.NotEqual(RefusalSentences.Say(code, null), RefusalSentences.Say(code, "es"));
        });
        Assert.All(OfTheFlow, code => Assert.Equal(
            "We could not do that. An agent can help you.", RefusalSentences.Say(code, null)));
    }

    private Task<HttpResponseMessage> Send(HttpRequestMessage request, string key = WholeGateway.Key)
    {
        request.Headers.Add("X-CryptoPay-Errors", "inline");
        return gateway.Send(request, key);
    }

    private static async Task<string[]> Keys(HttpResponseMessage answer) =>
    [
        .. JsonDocument.Parse(await answer.Text()).RootElement.EnumerateObject()
            .Where(key => key.Value.ValueKind != JsonValueKind.Null).Select(key => key.Name).Order(),
    ];

    /// <summary>Whatever order they are found in.</summary>
    private static string Ordered(string detail) => string.Join("; ", detail.Split("; ").OrderBy(
        field => Array.IndexOf(["orderId", "amount", "currency"], field.Split(':')[0])));
}
