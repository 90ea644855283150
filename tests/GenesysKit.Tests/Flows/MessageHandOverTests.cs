using CryptoPay.Gateway.Tests;
using CryptoPay.GenesysKit.Tests.DataActions;
using CryptoPay.GenesysKit.Tests.Engines;

namespace CryptoPay.GenesysKit.Tests.Flows;

/// <summary>As <see cref="MessageFlowTests"/>: where nothing goes on by itself, an agent takes over.</summary>
public class MessageHandOverTests(TenantGateway gateway, VelocityAndJsonPath engines)
{
    private const string File = "crypto-payment-message.yaml";

    [Fact]
    public async Task Another_amount_of_the_shop_is_not_called_paid_by_the_payment_before_it()
    {
        var first = await Run(new("m-second", "+13175550100")
        {
            ParticipantData = { ["cryptopay_amount"] = "12.50" },
            Meanwhile = turn => turn == 1 ? Confirmed("CC-m-second", "pay") : Task.CompletedTask,
        });
        var again = await Run(new("m-second", "+13175550100")
        {
            ParticipantData = { ["cryptopay_amount"] = "12.50" },
        });
        var second = await Run(new("m-second", "+13175550100")
        {
            ParticipantData = { ["cryptopay_amount"] = "500.00" },
        });

        Assert.Equal("Your payment is complete. Thank you.", first.Last);
        Assert.Equal("Your payment is complete. Thank you.", again.Last);
        Assert.Equal(
            ["This order already has a payment of another amount or in another coin."], second.Said);
        Assert.True(second.IsWithAgent);
        Assert.NotEqual("Payment Status: Complete", second.ParticipantData["cryptopay_caseStatus"]);
    }

    [Fact]
    public async Task Who_comes_back_to_what_was_cancelled_reaches_an_agent()
    {
        await Run(Conversation.OfPayer("m-gone", _ => Task.CompletedTask));
        using var cancel = new HttpRequestMessage(HttpMethod.Post, "/v1/payment-intents/CC-m-gone/cancel");
        cancel.Headers.Add("X-Api-Key", WholeGateway.Key);
        (await gateway.Client.SendAsync(cancel, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        await gateway.Until("CC-m-gone", view => view.Status == "Cancelled");

        var back = await Run(new("m-gone", "+13175550100"));

        Assert.Equal(("The payment was cancelled.", true), (back.Last, back.IsWithAgent));
    }

    [Theory]
    [InlineData("0", "BTC", "We could not do that. An agent can help you.")]
    [InlineData("25.00", "NOPE",
        "This payment cannot be made in this coin. Another coin or another way to pay may do.")]
    public async Task What_is_refused_is_said_and_an_agent_takes_over(string amount, string coin, string says)
    {
        var talk = await Run(new($"m-no-{coin}", "+13175550100") { Answers = new(["pay", amount, coin]) });

        Assert.Equal((says, true, 0), (talk.Last, talk.IsWithAgent, talk.WaitCount));
    }

    [Theory]
    [InlineData("paid_late", "expire", "pay")]
    [InlineData("review", "pay", "mark?status=Invalid")]
    public async Task What_a_person_must_look_at_is_said_and_an_agent_takes_over(string outcome, params string[] steps)
    {
        var orderId = $"CC-m-{outcome}";
        var talk = await Run(Conversation.OfPayer($"m-{outcome}", async turn =>
        {
            if (turn > 1) return;
            foreach (var step in steps) await gateway.Control(orderId, step);
            await gateway.Until(orderId, view => view.Outcome == outcome);
        }));

        Assert.Equal((await gateway.Read(orderId)).Message, talk.Last);
        Assert.True(talk is { IsWithAgent: true, IsOver: false, WaitCount: 1 });
    }

    [Fact]
    public async Task Where_the_gateway_is_away_nothing_is_made_up_and_an_agent_takes_over()
    {
        using var nobody = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Loopback.Ports.Free()}") };
        var away = new DataActionRunner(engines, nobody, WholeGateway.Key);
        var talk = new Conversation("m-away", "+13175550100");

        await new FlowRun(talk, FlowFile.English, away.Run).Run(File);

        Assert.Equal(["We cannot check your payment at the moment."], talk.Said);
        Assert.True(talk.IsWithAgent);
    }

    [Fact]
    public async Task Who_answers_nothing_that_helps_is_handed_to_an_agent_and_has_no_payment()
    {
        var talk = await Run(new("m-mute", "+13175550100") { Answers = new(["what?", "no", "agent"]) });

        Assert.True(talk.IsWithAgent);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await gateway.Look("/CC-m-mute")).StatusCode);
    }

    private Task<Conversation> Run(Conversation talk, IReadOnlyDictionary<string, string>? tokens = null) =>
        gateway.Hold(engines, File, talk, tokens);

    private async Task Confirmed(string orderId, string first = "")
    {
        if (first != "") await gateway.Control(orderId, first);
        await gateway.Control(orderId, "confirm");
        await gateway.Until(orderId, view => view.Status == "Settled");
    }
}
