using System.Net;
using CryptoPay.Gateway.Tests;
using CryptoPay.GenesysKit.Tests.DataActions;
using CryptoPay.GenesysKit.Tests.Engines;

namespace CryptoPay.GenesysKit.Tests.Flows;

/// <summary>As <see cref="MessageFlowTests"/>, of callers.</summary>
public class CallFlowTests(TenantGateway gateway, VelocityAndJsonPath engines)
{
    private const string Nothing =
        "We find no open payment with this code. A payment that is complete has no code any more.";

    [Fact]
    public async Task A_caller_gets_the_link_by_SMS_and_hears_when_the_payment_is_complete()
    {
        var call = await Run(new("c-paid", "+13175550101")
        {
            ParticipantData = { ["cryptopay_workitemId"] = "W-c-paid" },
            Answers = new(["1", "100", "1", "1", "", ""]),
            Meanwhile = turn => turn switch
            {
                1 => Pays("CC-c-paid", "Confirming"),
                2 => Pays("CC-c-paid", "Settled", "confirm"),
                _ => Task.CompletedTask,
            },
        });

        Assert.Equal("Crypto payments.", call.Said[0]);
        Assert.Contains("Your payment of 100 dollars is ready. Please pay it in your wallet now.", call.Said);
        Assert.Contains(
            call.Said, said => said.EndsWith("on another network is lost.", StringComparison.Ordinal));
        Assert.Contains("We have sent you the link.", call.Said);
        var sent = Assert.Single(await gateway.TextMessagesTo("+13175550101"));
        Assert.Matches(
            @"^Pay here: http://127\.0\.0\.1:\d+/pay/first/CC-c-[\w/-]+ "
            + @"Pay exactly 0\.\d+ BTC within 1[45] minutes\. Anything sent in another coin or on "
            + @"another network is lost\.$",
            sent);
        Assert.InRange(sent.Length, 1, 765);
        Assert.Equal("Your payment is complete. Thank you.", call.Last);
        Assert.True(call is { IsOver: true, IsWithAgent: false });
        await Gateway.Tests.Payments.Until(
            () => gateway.WorkItemStatus("W-c-paid"), status => status == "Payment Status: Complete");
    }

    [Fact]
    public async Task Pressing_1_while_waiting_reaches_an_agent_who_sees_the_order_and_the_link()
    {
        var call = await Run(new("c-agent", "+13175550102") { Answers = new(["1", "25", "1", "1", "1"]) });

        Assert.True(call is { IsWithAgent: true, WaitCount: 1 });
        Assert.Equal("CC-c-agent", call.ParticipantData["cryptopay_orderId"]);
        Assert.StartsWith("http://127.0.0.1", call.ParticipantData["cryptopay_link"]);
    }

    [Fact]
    public async Task Who_wants_the_link_from_an_agent_gets_no_SMS()
    {
        var call = await Run(new("c-spoken", "+13175550103") { Answers = new(["1", "25", "1", "2"]) });

        Assert.True(call.IsWithAgent);
        Assert.Empty(await gateway.TextMessagesTo("+13175550103"));
    }

    [Fact]
    public async Task Where_no_number_sends_SMS_none_is_offered()
    {
        var call = await Run(
            new("c-mute", "+13175550108") { Answers = new(["1", "25", "1"]) },
            new Dictionary<string, string>(FlowFile.English) { ["sms_from"] = "" });

        Assert.Equal(("An agent will give you the link.", true), (call.Last, call.IsWithAgent));
    }

    [Fact]
    public async Task Where_the_SMS_cannot_be_sent_an_agent_has_the_link()
    {
        Assert.SkipUnless(VelocityAndJsonPath.IsInstalled, VelocityAndJsonPath.Missing);
        var call = new Conversation("c-unsent", "+13175550107") { Answers = new(["1", "25", "1", "1"]) };

        await new FlowRun(call, FlowFile.English, (action, inputs) => action == "CryptoPay Send Link"
            ? Task.FromResult(new DataActionResult(HttpStatusCode.BadRequest, null, ""))
            : gateway.Run(engines, action, inputs)).Run("crypto-payment-call.yaml");

        Assert.True(call is { IsWithAgent: true, WaitCount: 0 });
        Assert.DoesNotContain("We have sent you the link.", call.Said);
        Assert.StartsWith("http://127.0.0.1", call.ParticipantData["cryptopay_link"]);
    }

    [Fact]
    public async Task Who_does_not_pay_on_the_line_leaves_with_Payment_Pending()
    {
        var call = await Run(new("c-slow", "+13175550104") { Answers = new(["1", "25", "1", "1"]) });

        Assert.Equal((18, true), (call.WaitCount, call.IsOver));
        Assert.Equal("Payment Pending", call.ParticipantData["cryptopay_caseStatus"]);
        Assert.StartsWith("We will keep watching for your payment.", call.Last);
    }

    [Fact]
    public async Task Who_hangs_up_goes_on_by_the_code_that_the_call_spells_and_pays_the_same_payment()
    {
        var hungUp = await Run(new("c-hang", "+13175550106") { Answers = new(["1", "100", "1", "1"]) });
        var code = string.Concat(Assert.Single(
            hungUp.Said, said => said.StartsWith("Your code", StringComparison.Ordinal)).Where(char.IsAsciiDigit));

        var back = await Run(new("c-again", "+13175550106")
        {
            Answers = new([code, "1", ""]),
            Meanwhile = turn => turn == 1 ? Pays("CC-c-hang", "Settled", "pay", "confirm") : Task.CompletedTask,
        });

        Assert.Equal(6, code.Length);
        Assert.Equal("CC-c-hang", back.ParticipantData["cryptopay_orderId"]);
        Assert.Equal("Your payment is complete. Thank you.", back.Last);
        Assert.Single((await gateway.TextMessagesTo("+13175550106")).Select(sent => sent.Split(' ')[2]).Distinct());
    }

    [Fact]
    public async Task Who_hides_the_number_comes_back_by_the_code_too()
    {
        var hungUp = await Run(new("c-hidden", "+13175550109") { Answers = new(["1", "100", "1", "1"]) });
        var code = string.Concat(Assert.Single(
            hungUp.Said, said => said.StartsWith("Your code", StringComparison.Ordinal)).Where(char.IsAsciiDigit));

        var back = await Run(new("c-hidden-again", "") { Answers = new([code, "2"]) });

        Assert.Equal("CC-c-hidden", back.ParticipantData["cryptopay_orderId"]);
    }

    [Fact]
    public async Task Wrong_codes_are_said_and_after_three_an_agent_takes_over()
    {
        var call = await Run(new("c-wrong", "+13175550105") { Answers = new(["111111", "222222", "333333"]) });

        Assert.Equal(3, call.Said.Count(said => said == Nothing));
        Assert.True(call.IsWithAgent);
    }

    [Fact]
    public async Task A_wrong_code_before_a_failure_does_not_ask_for_another()
    {
        Assert.SkipUnless(VelocityAndJsonPath.IsInstalled, VelocityAndJsonPath.Missing);
        var call = new Conversation("c-away", "+13175550107") { Answers = new(["111111", "222222", "333333"]) };
        var tries = 0;

        await new FlowRun(
            call, FlowFile.English, (action, inputs) => action == "CryptoPay Resume Payment" && ++tries == 2
                ? throw new HttpRequestException("Away.")
                : gateway.Run(engines, action, inputs))
            .Run("crypto-payment-call.yaml");

        Assert.Equal((2, true), (tries, call.IsWithAgent));
        Assert.Single(call.Said, said => said == "We cannot check your payment at the moment.");
        Assert.Equal("We cannot check your payment at the moment.", call.Last);
    }

    [Fact]
    public async Task In_Spanish_all_is_Spanish()
    {
        var call = await Run(
            new("c-es", "+34600000001")
            {
                Answers = new(["1", "100", "1", "1", ""]),
                Meanwhile = turn => turn == 1 ? Pays("CC-c-es", "Settled", "pay", "confirm") : Task.CompletedTask,
            },
            FlowFile.Spanish);

        Assert.Equal("Pagos con criptomonedas.", call.Said[0]);
        Assert.StartsWith("Pague aquí: ", Assert.Single(await gateway.TextMessagesTo("+34600000001")));
        Assert.Equal("Su pago está completo. Gracias.", call.Last);
        Assert.All(call.Said, said => Assert.DoesNotMatch(Conversation.EnglishWords, said));
    }

    private Task<Conversation> Run(Conversation call, IReadOnlyDictionary<string, string>? tokens = null) =>
        gateway.Hold(engines, "crypto-payment-call.yaml", call, tokens);

    private async Task Pays(string orderId, string status, params string[] how)
    {
        foreach (var action in how.DefaultIfEmpty("pay")) await gateway.Control(orderId, action);
        await gateway.Until(orderId, view => view.Status == status);
    }
}
