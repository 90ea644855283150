using CryptoPay.Gateway.Tests;
using CryptoPay.GenesysKit.Tests.Engines;

namespace CryptoPay.GenesysKit.Tests.Flows;

/// <summary>Who hangs up or closes the chat in the middle loses nothing: the flow ends, the payment goes on.</summary>
public class HangUpTests(TenantGateway gateway, VelocityAndJsonPath engines)
{
    private const string Call = "crypto-payment-call.yaml";
    private const string Message = "crypto-payment-message.yaml";
    private const string Complete = "Payment Status: Complete";

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Who_hangs_up_and_pays_is_shown_as_complete_and_told_so_by_the_code(int turn)
    {
        var phone = $"+1317555014{turn}";
        var hungUp = await Run(Call, new($"h-call-{turn}", phone)
        {
            Answers = new(["1", "100", "1", "1"]),
            LeavesAt = turn,
        });
        Assert.True(hungUp is { HasLeft: true, IsOver: false, IsWithAgent: false });
        Assert.Equal(turn, hungUp.WaitCount);
        var item = hungUp.ParticipantData["cryptopay_workitemId"];

        await gateway.Control($"CC-h-call-{turn}", "pay");
        await ItemReaches(item, "Payment Confirming");
        var back = await Run(Call, new($"h-back-{turn}", phone)
        {
            Answers = new([CodeIn(hungUp)]),
            Meanwhile = wait => wait == 1 ? Confirmed($"CC-h-call-{turn}") : Task.CompletedTask,
        });

        Assert.Contains("Your payment has been seen and is being confirmed.", back.Said);
        Assert.Equal("Your payment is complete. Thank you.", back.Last);
        Assert.Equal(1, back.WaitCount);
        await ItemReaches(item, Complete);
    }

    [Fact]
    public async Task Who_calls_again_after_it_was_complete_hears_what_became_of_the_code_and_reaches_an_agent()
    {
        var hungUp = await Run(Call, new("h-done", "+13175550148")
        {
            Answers = new(["1", "100", "1", "1"]),
            LeavesAt = 2,
        });
        await gateway.Control("CC-h-done", "pay");
        await Confirmed("CC-h-done");
        await ItemReaches(hungUp.ParticipantData["cryptopay_workitemId"], Complete);

        var back = await Run(Call, new("h-done-again", "+13175550148") { Answers = new([CodeIn(hungUp)]) });

        Assert.Contains(
            "We find no open payment with this code. A payment that is complete has no code any more.", back.Said);
        Assert.True(back.IsWithAgent);
    }

    [Fact]
    public async Task Who_closes_the_chat_and_pays_is_shown_as_complete_and_told_so_in_the_same_conversation()
    {
        var left = await Run(Message, new("h-chat", "+13175550149")
        {
            Answers = new(["pay", "100.00", "BTC"]),
            LeavesAt = 3,
        });
        Assert.True(left is { HasLeft: true, IsOver: false, WaitCount: 3 });

        await gateway.Control("CC-h-chat", "pay");
        await Confirmed("CC-h-chat");
        await ItemReaches(left.ParticipantData["cryptopay_workitemId"], Complete);

        var back = await Run(Message, new("h-chat", "+13175550149") { Text = "Did it arrive?" });
        Assert.Equal(["Your payment is complete. Thank you."], back.Said);
    }

    private Task<Conversation> Run(string file, Conversation talk) => gateway.Hold(engines, file, talk, null);

    private Task ItemReaches(string id, string status) =>
        Gateway.Tests.Payments.Until(() => gateway.WorkItemStatus(id), now => now == status);

    private async Task Confirmed(string orderId)
    {
        await gateway.Control(orderId, "confirm");
        await gateway.Until(orderId, view => view.Status == "Settled");
    }

    private static string CodeIn(Conversation call) => string.Concat(Assert.Single(
        call.Said, said => said.StartsWith("Your code", StringComparison.Ordinal)).Where(char.IsAsciiDigit));
}
