using CryptoPay.Gateway.Tests;
using CryptoPay.GenesysKit.Tests.Engines;

namespace CryptoPay.GenesysKit.Tests.Flows;

/// <summary>As <see cref="MessageHandOverTests"/>, of callers.</summary>
public class CallHandOverTests(TenantGateway gateway, VelocityAndJsonPath engines)
{
    private const string File = "crypto-payment-call.yaml";
    private const string Away = "We cannot check your payment at the moment.";

    [Theory]
    [InlineData("0", "BTC", "We could not do that. An agent can help you.")]
    [InlineData("25", "NOPE",
        "This payment cannot be made in this coin. Another coin or another way to pay may do.")]
    public async Task What_is_refused_is_said_and_an_agent_takes_over(string amount, string coin, string says)
    {
        var call = await Run(new($"c-no-{coin}", "+13175550110")
        {
            ParticipantData = { ["cryptopay_cryptoCode"] = coin },
            Answers = new(["1", amount]),
        });

        Assert.Equal((says, true, 0), (call.Last, call.IsWithAgent, call.WaitCount));
    }

    [Fact]
    public async Task Another_amount_of_the_shop_is_not_called_paid_by_the_payment_before_it()
    {
        var first = await Run(OfShop("c-second", "12.50", turn =>
            turn == 1 ? Takes("CC-c-second", "paid", "pay", "confirm") : Task.CompletedTask));
        var second = await Run(OfShop("c-second", "500.00", _ => Task.CompletedTask));

        Assert.Equal(
            "Your payment of 12 dollars and 50 cents is ready. Please pay it in your wallet now.",
            first.Said.First(said => said.StartsWith("Your payment", StringComparison.Ordinal)));
        Assert.Equal("Your payment is complete. Thank you.", first.Last);
        Assert.Equal("This order already has a payment of another amount or in another coin.", second.Last);
        Assert.True(second.IsWithAgent);
        Assert.NotEqual("Payment Status: Complete", second.ParticipantData["cryptopay_caseStatus"]);
    }

    [Fact]
    public async Task Where_no_payment_can_be_made_nothing_is_made_up_and_an_agent_takes_over()
    {
        var call = await RunWithout("CryptoPay Create Payment", new("c-create", "+13175550111")
        {
            Answers = new(["1", "25", "1"]),
        });

        Assert.Equal((Away, true, 0), (call.Last, call.IsWithAgent, call.WaitCount));
        Assert.Equal("", call.ParticipantData["cryptopay_link"]);
    }

    [Fact]
    public async Task What_cannot_be_told_for_a_while_is_asked_again_and_not_said()
    {
        var failsAt = 1;
        var call = await RunWithout("CryptoPay Get Payment", () => failsAt-- > 0, new("c-blink", "+13175550112")
        {
            Answers = new(["1", "25", "1", "1"]),
            Meanwhile = turn =>
                turn == 1 ? Takes("CC-c-blink", "paid", "pay", "confirm") : Task.CompletedTask,
        });

        Assert.DoesNotContain(Away, call.Said);
        Assert.Equal(("Your payment is complete. Thank you.", 2), (call.Last, call.WaitCount));
    }

    [Fact]
    public async Task Where_nobody_can_tell_all_the_time_it_is_left_pending()
    {
        var call = await RunWithout("CryptoPay Get Payment", new("c-dark", "+13175550113")
        {
            Answers = new(["1", "25", "1", "1"]),
            Meanwhile = turn =>
                turn == 1 ? Takes("CC-c-dark", "paid", "pay", "confirm") : Task.CompletedTask,
        });

        Assert.Equal((18, true, false), (call.WaitCount, call.IsOver, call.IsWithAgent));
        Assert.Equal("Payment Pending", call.ParticipantData["cryptopay_caseStatus"]);
        Assert.DoesNotContain(call.Said, said => said.Contains("complete", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("paid_late", "expire", "pay")]
    [InlineData("review", "pay", "mark?status=Invalid")]
    public async Task What_a_person_must_look_at_is_said_and_an_agent_takes_over(string outcome, params string[] steps)
    {
        var call = await Run(new($"c-{outcome}", "+13175550114")
        {
            Answers = new(["1", "100", "1", "1"]),
            Meanwhile = turn => turn == 1 ? Takes($"CC-c-{outcome}", outcome, steps) : Task.CompletedTask,
        });

        Assert.Equal((await gateway.Read($"CC-c-{outcome}")).Message, call.Last);
        Assert.True(call is { IsWithAgent: true, IsOver: false, WaitCount: 1 });
    }

    [Theory]
    [InlineData("empty", "")]
    [InlineData("sip", "sip:anonymous@anonymous.invalid")]
    public async Task Who_hides_the_number_is_offered_no_SMS_and_gets_the_link_from_an_agent(string how, string number)
    {
        var call = await Run(new($"c-secret-{how}", number) { Answers = new(["1", "25", "1", "1"]) });

        Assert.Equal(("An agent will give you the link.", true), (call.Last, call.IsWithAgent));
        Assert.DoesNotContain(call.Said, said => said.Contains("text message", StringComparison.Ordinal));
        Assert.StartsWith("http://127.0.0.1", call.ParticipantData["cryptopay_link"]);
    }

    private static Conversation OfShop(string id, string amount, Func<int, Task> meanwhile) => new(id, "+13175550115")
    {
        ParticipantData = { ["cryptopay_amount"] = amount, ["cryptopay_cryptoCode"] = "BTC" },
        Answers = new(["1", "1"]),
        Meanwhile = meanwhile,
    };

    private Task<Conversation> Run(Conversation call) => gateway.Hold(engines, File, call, null);

    private Task<Conversation> RunWithout(string action, Conversation call) => RunWithout(action, () => true, call);

    private async Task<Conversation> RunWithout(string action, Func<bool> fails, Conversation call)
    {
        Assert.SkipUnless(VelocityAndJsonPath.IsInstalled, VelocityAndJsonPath.Missing);
        await new FlowRun(call, FlowFile.English, (name, inputs) => name == action && fails()
            ? throw new HttpRequestException("Away.")
            : gateway.Run(engines, name, inputs)).Run(File);
        return call;
    }

    private async Task Takes(string orderId, string outcome, params string[] steps)
    {
        foreach (var step in steps) await gateway.Control(orderId, step);
        await gateway.Until(orderId, view => view.Outcome == outcome);
    }
}
