using CryptoPay.Gateway.Tests;
using CryptoPay.GenesysKit.Tests.Engines;

namespace CryptoPay.GenesysKit.Tests.Flows;

/// <summary>Of callers: a part that is paid, a time that is over, and the invoice that comes next.</summary>
public class CallInvoiceTests(TenantGateway gateway, VelocityAndJsonPath engines)
{
    private const string File = "crypto-payment-call.yaml";
    private const string Away = "We cannot check your payment at the moment.";

    private int failureCount;

    [Fact]
    public async Task From_part_payment_to_top_up()
    {
        var call = await Run(OfPayer("c-part", "+13175550120", [], turn => turn switch
        {
            1 => Part("CC-c-part"),
            2 => Confirmed("CC-c-part", "pay"),
            _ => Task.CompletedTask,
        }));

        Assert.Contains("A part of the payment has arrived. Please pay the remaining 40 dollars.", call.Said);
        Assert.Equal("Your payment is complete. Thank you.", call.Last);
        Assert.Single(await gateway.TextMessagesTo("+13175550120"));
        // What is left of it, and of the time.
        var said = call.Said.Where(one => one.StartsWith("Pay exactly", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, said.Distinct().Count());
        Assert.All(said, one => Assert.Matches(@" within 1[45] minutes\. Anything sent in another coin", one));
    }

    [Fact]
    public async Task A_part_whose_time_is_over_gets_an_invoice_for_the_rest_and_a_second_SMS()
    {
        // Nothing in the first wait, then the phone for the second link.
        var call = await Run(OfPayer("c-rest", "+13175550121", ["", "1"], turn => turn switch
        {
            1 => PartThatIsOver("CC-c-rest"),
            2 => Confirmed("CC-c-rest", "pay"),
            _ => Task.CompletedTask,
        }));

        var sent = await gateway.TextMessagesTo("+13175550121");
        Assert.Equal(2, sent.Length);
        // The page is the same, and what to pay there is another.
        Assert.Single(sent.Select(text => text.Split(' ')[2]).Distinct());
        Assert.Equal(2, sent.Select(text => text.Split("Pay exactly ")[1].Split(' ')[0]).Distinct().Count());
        Assert.Equal(2, call.Said.Count(said => said == "We have sent you the link."));
        Assert.Equal(2, CodesIn(call).Distinct().Count());
        Assert.Equal("Your payment is complete. Thank you.", call.Last);
    }

    [Fact]
    public async Task Where_no_invoice_can_be_made_for_the_rest_it_is_tried_at_each_turn_and_left_pending()
    {
        var call = await Run(
            OfPayer("c-norest", "+13175550122", [], turn =>
                turn == 1 ? PartThatIsOver("CC-c-norest") : Task.CompletedTask),
            "CryptoPay Start New Invoice");

        Assert.Equal((18, true, 18), (call.WaitCount, call.IsOver, failureCount));
        Assert.Equal("Payment Pending", call.ParticipantData["cryptopay_caseStatus"]);
        Assert.Single(await gateway.TextMessagesTo("+13175550122"));
    }

    [Fact]
    public async Task Who_did_not_pay_in_time_is_told_how_to_start_anew_and_does_so_by_the_code()
    {
        var late = await Run(OfPayer("c-late", "+13175550123", [], turn =>
            turn == 1 ? Expired("CC-c-late") : Task.CompletedTask));
        Assert.Equal(
            [
                "The time to pay is over. We can start a new payment.",
                "Call again with your code, and we will start a new one.",
            ],
            late.Said.TakeLast(2));
        Assert.True(late is { IsOver: true, IsWithAgent: false, WaitCount: 1 });

        var back = await Run(new("c-late-again", "+13175550123")
        {
            Answers = new([CodesIn(late).Single(), "1"]),
            Meanwhile = turn => turn == 1 ? Confirmed("CC-c-late", "pay") : Task.CompletedTask,
        });

        Assert.NotEqual(CodesIn(late), CodesIn(back));
        Assert.Equal(2, (await gateway.TextMessagesTo("+13175550123")).Length);
        Assert.Equal("CC-c-late", back.ParticipantData["cryptopay_orderId"]);
        Assert.Equal("Your payment is complete. Thank you.", back.Last);
    }

    [Fact]
    public async Task Where_no_new_invoice_can_be_made_it_is_said_and_an_agent_takes_over()
    {
        var late = await Run(OfPayer("c-noanew", "+13175550124", [], turn =>
            turn == 1 ? Expired("CC-c-noanew") : Task.CompletedTask));

        var back = await Run(
            new("c-noanew-again", "+13175550124") { Answers = new([CodesIn(late).Single()]) },
            "CryptoPay Start New Invoice");

        Assert.Equal((Away, true, 0), (back.Last, back.IsWithAgent, back.WaitCount));
    }

    private static Conversation OfPayer(string id, string phone, string[] more, Func<int, Task> meanwhile) =>
        new(id, phone) { Answers = new(["1", "100", "1", "1", .. more]), Meanwhile = meanwhile };

    private async Task<Conversation> Run(Conversation call, string without = "")
    {
        Assert.SkipUnless(VelocityAndJsonPath.IsInstalled, VelocityAndJsonPath.Missing);
        await new FlowRun(call, FlowFile.English, (name, inputs) =>
        {
            if (name != without) return gateway.Run(engines, name, inputs);
            failureCount++;
            throw new HttpRequestException("Away.");
        }).Run(File);
        return call;
    }

    private async Task Part(string orderId)
    {
        await gateway.Control(orderId, "pay", new { amount = "60.00" });
        await gateway.Until(orderId, view => view.Outcome == "underpaid");
    }

    private async Task PartThatIsOver(string orderId)
    {
        await Part(orderId);
        await gateway.Control(orderId, "confirm");
        await gateway.Control(orderId, "expire");
        await gateway.Until(orderId, view => view is { Status: "Expired", ActionRequired: "top_up" });
    }

    private async Task Expired(string orderId)
    {
        await gateway.Control(orderId, "expire");
        await gateway.Until(orderId, view => view.Status == "Expired");
    }

    private async Task Confirmed(string orderId, string first)
    {
        await gateway.Control(orderId, first);
        await gateway.Control(orderId, "confirm");
        await gateway.Until(orderId, view => view.Status == "Settled");
    }

    private static string[] CodesIn(Conversation call) =>
    [
        .. call.Said.Where(said => said.StartsWith("Your code", StringComparison.Ordinal))
            .Select(said => string.Concat(said.Where(char.IsAsciiDigit))),
    ];
}
