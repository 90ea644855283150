using System.Net;
using System.Text.Json.Nodes;
using CryptoPay.Gateway.Tests;
using CryptoPay.GenesysKit.Tests.Engines;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.GenesysKit.Tests.DataActions;

/// <summary>What a flow gets from each action of each state of a payment, against the running gateway.</summary>
public class OutcomeTests(WholeGateway gateway, VelocityAndJsonPath engines)
{
    private static readonly string[] Readers = ["CryptoPay Get Payment", "CryptoPay Find Payment"];

    private static readonly string[] Changers = ["CryptoPay Start New Invoice", "CryptoPay Cancel Payment"];

    private readonly DataActionRunner actions = new(engines, gateway.Client, WholeGateway.Key);

    /// <param name="steps">What the customer, the chain, time and the merchant do, parted by " > ".</param>
    [Theory]
    [InlineData("pending", "")]
    [InlineData("confirming", "pay")]
    [InlineData("underpaid", "pay?amount=40.00")]
    [InlineData("paid", "pay > confirm")]
    [InlineData("paid", "pay?amount=150.00 > confirm", "review")]
    [InlineData("expired", "expire", "new_invoice")]
    [InlineData("paid_late", "expire > pay", "review")]
    [InlineData("cancelled", "cancel")]
    [InlineData("review", "pay > mark?status=Invalid", "review")]
    [InlineData("refunded", "pay > confirm > refund")]
    public async Task It_is_told_whole_by_every_action(string outcome, string steps, string actionRequired = "none")
    {
        var orderId = $"Kit-{outcome}-{actionRequired}";
        await Create(orderId);
        await gateway.Until(orderId, view => view.Status == "AwaitingPayment");
        foreach (var step in steps.Split(" > ", StringSplitOptions.RemoveEmptyEntries)) await Take(orderId, step);

        var told = await actions.RunUntil(
            "CryptoPay Get Payment", new Dictionary<string, object?> { ["orderId"] = orderId },
            read => read.Text("outcome") == outcome);

        Assert.Equal(outcome == "underpaid" ? "top_up" : actionRequired, told.Text("actionRequired"));
        Assert.Equal(outcome is "paid", told.Is("isPaid"));
        Assert.Equal(outcome is not ("pending" or "confirming" or "underpaid"), told.Is("isFinal"));
        Assert.NotEqual("", told.Text("message"));
        await EveryActionTellsAll(orderId, outcome);
    }

    [Fact]
    public async Task A_coin_that_nobody_takes_has_failed()
    {
        await Create("Kit-failed", cryptoCode: "XYZ");

        var told = await actions.RunUntil(
            "CryptoPay Get Payment", new Dictionary<string, object?> { ["orderId"] = "Kit-failed" },
            read => read.Is("isFinal"));

        Assert.Equal(("failed", "currency_not_taken"), (told.Text("outcome"), told.Text("errorCode")));
        await EveryActionTellsAll("Kit-failed", "failed", cryptoCode: "XYZ");
    }

    [Fact]
    public async Task While_the_processor_does_not_answer_it_is_pending_without_a_link()
    {
        await gateway.Fault(new { on = "create", orderId = "Kit-requested", times = 1, slowBeforeMs = 9_000 });

        var told = await Create("Kit-requested");

        AssertWhole(told);
        Assert.Equal(
            ("Requested", "Payment Requested", "pending", false, ""),
            (told.Text("status"), told.Text("caseStatus"), told.Text("outcome"), told.Is("isFinal"),
                told.Text("checkoutUrl")));
        await EveryActionTellsAll("Kit-requested", "pending");
    }

    [Fact]
    public async Task Nobody_having_paid_until_the_watch_is_over_is_a_timeout()
    {
        var clock = new MovedClock();
        await using var old = new WholeGateway(
            [], builder => builder.Services.AddSingleton<TimeProvider>(clock));
        await old.InitializeAsync();
        var late = new OutcomeTests(old, engines);
        await late.Create("Kit-timeout");
        await old.Until("Kit-timeout", view => view.Status == "AwaitingPayment");

        clock.Advance(TimeSpan.FromDays(3));
        await old.ReadNow("Kit-timeout");

        await late.EveryActionTellsAll("Kit-timeout", "timeout");
    }

    [Fact]
    public async Task Each_refusal_is_a_success_with_all_outputs_and_says_why()
    {
        await Create("Kit-once");

        AssertRefused("not_found", "not_found", await actions.Run("CryptoPay Get Payment", ("orderId", "Kit-nobody")));
        AssertRefused("refused", "order_conflict", await Create("Kit-once", amount: "99.00"));
        AssertRefused("refused", "unknown_processor", await Create("Kit-elsewhere", processor: "elsewhere"));
        await gateway.Send(Requests.Post("/v1/accounts/sandbox-signed/pause"), WholeGateway.OperatorKey);
        AssertRefused("refused", "account_paused", await Create("Kit-paused", processor: "sandbox-signed"));
        var wrong = await Create("Kit-wrong", amount: "ten");
        AssertRefused("refused", "invalid_request", wrong);
        Assert.StartsWith("amount: ", wrong.Text("errorDetail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_comes_back_by_the_code_until_it_is_paid_and_whoever_guesses_is_held_off()
    {
        await Create("Kit-code");
        var open = await gateway.Until("Kit-code", view => view.Status == "AwaitingPayment");
        Assert.Equal("Kit-code", (await Resume(open.ResumeCode)).Text("orderId"));
        var wrong = $"{open.ResumeCode[..5]}{(open.ResumeCode[5] - '0' + 1) % 10}";

        for (var i = 0; i < 5; i++)
            AssertRefused("not_found", "resume_code_not_found", await Resume(wrong, "a-guesser"));
        AssertRefused("refused", "too_many_resume_tries", await Resume(open.ResumeCode, "a-guesser"));

        await Take("Kit-code", "pay");
        await Take("Kit-code", "confirm");
        await gateway.Until("Kit-code", view => view.Status == "Settled");
        AssertRefused("not_found", "resume_code_not_found", await Resume(open.ResumeCode));
    }

    [Fact]
    public async Task A_call_that_nobody_may_make_has_failed()
    {
        var stranger = new DataActionRunner(engines, gateway.Client, "nobody's-key");

        var answer = await stranger.Run("CryptoPay Get Payment", ("orderId", "Kit-paid"));

        Assert.Equal((HttpStatusCode.Unauthorized, null), (answer.Status, answer.Outputs));
    }

    [Fact]
    public async Task With_OAuth_the_same_actions_do_the_same()
    {
        await Create("Kit-bearer");
        // The API takes its keys as bearer tokens too.
        var bearer = new DataActionRunner(engines, gateway.Client, WholeGateway.Key) { Credential = Credential.OAuth };

        foreach (var action in Readers.Concat(Changers))
            AssertWhole(await bearer.Run(action, ("orderId", "Kit-bearer")));
    }

    [Theory]
    [InlineData(null, "es", "Su pago")]
    [InlineData("en", "es", "Your payment")]
    [InlineData("es", "en", "Su pago")]
    [InlineData("fr", "es", "Su pago")]
    [InlineData("en\r\nX-Api-Key: other", "es", "Su pago")]
    public async Task It_is_said_in_the_language_that_is_asked_for_or_else_in_the_payments_own(
        string? asked, string own, string begins)
    {
        var orderId = $"Kit-{asked?[..2]}-{asked?.Length}-{own}";
        await Create(orderId, language: own);
        await gateway.Until(orderId, view => view.Status == "AwaitingPayment");

        var told = await actions.Run("CryptoPay Get Payment", ("orderId", orderId), ("language", asked));

        Assert.StartsWith(begins, told.Text("message"), StringComparison.Ordinal);
    }

    private Task<DataActionResult> Create(
        string orderId, string amount = "100.00", string cryptoCode = "BTC", string? processor = null,
        string? language = null) => actions.Run(
        "CryptoPay Create Payment", ("orderId", orderId), ("amount", amount), ("isoCode", "USD"),
        ("cryptoCode", cryptoCode), ("processor", processor), ("language", language));

    private Task<DataActionResult> Resume(string code, string callerId = "+13175550100") =>
        actions.Run("CryptoPay Resume Payment", ("resumeCode", code), ("callerId", callerId));

    private async Task Take(string orderId, string step)
    {
        switch (step)
        {
            case "cancel":
                await actions.Run("CryptoPay Cancel Payment", ("orderId", orderId));
                break;
            case "refund":
                await gateway.RefundPaidOut(orderId);
                break;
            default:
                await gateway.Control(orderId, step);
                break;
        }
    }

    /// <summary>The create that is repeated, those that read, and last those that may change it.</summary>
    private async Task EveryActionTellsAll(string orderId, string outcome, string cryptoCode = "BTC")
    {
        var created = await Create(orderId, cryptoCode: cryptoCode);
        var tells = new List<DataActionResult> { created };
        foreach (var action in Readers) tells.Add(await actions.Run(action, ("orderId", orderId)));
        if (created.Text("resumeCode") is not "" and var code) tells.Add(await Resume(code));
        foreach (var told in tells)
        {
            AssertWhole(told);
            Assert.Equal((orderId, outcome), (told.Text("orderId"), told.Text("outcome")));
        }

        foreach (var action in Changers) AssertWhole(await actions.Run(action, ("orderId", orderId)));
    }

    /// <summary>Each key of the gateway's answer but the address has arrived, with its value and type.</summary>
    private static void AssertWhole(DataActionResult told)
    {
        Assert.Equal(HttpStatusCode.OK, told.Status);
        var answer = JsonNode.Parse(told.Body)!.AsObject();
        Assert.True(answer.Remove("paymentAddress"));
        Assert.True(JsonNode.DeepEquals(answer, told.Outputs), $"{answer}\n{told.Outputs}");
        var contract = ExportedAction.Named(Readers[0], Credential.ApiKey.Folder).Outputs;
        Assert.All(told.Outputs!, output => Assert.Equal(
            (string?)contract[output.Key]!["type"], ExportTests.TypeOf(output.Value!)));
    }

    private static void AssertRefused(string outcome, string errorCode, DataActionResult told)
    {
        AssertWhole(told);
        Assert.Equal(
            (outcome, errorCode, true, false),
            (told.Text("outcome"), told.Text("errorCode"), told.Is("isFinal"), told.Is("isPaid")));
        Assert.NotEqual("", told.Text("message"));
        Assert.Equal("", told.Text("amount"));
    }
}
