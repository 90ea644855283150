using System.Text.RegularExpressions;
using CryptoPay.Gateway.Tests;
using CryptoPay.GenesysKit.Tests.Engines;

namespace CryptoPay.GenesysKit.Tests.Flows;

/// <summary>
/// Whole conversations: the committed flow and data actions, Genesys Cloud's engines, a running gateway.
/// </summary>
public class MessageFlowTests(TenantGateway gateway, VelocityAndJsonPath engines)
{
    private const string File = "crypto-payment-message.yaml";

    [Fact]
    public async Task From_I_want_to_pay_to_Complete()
    {
        var talk = await Run(new("m-paid", "+13175550100")
        {
            Answers = new(["I want to pay", "a hundred", "100.00", "BTC"]),
            Meanwhile = turn => turn switch
            {
                1 => Pays("CC-m-paid", "Confirming"),
                2 => Confirmed("CC-m-paid"),
                _ => Task.CompletedTask,
            },
        });

        Assert.Equal(
            [
                "Write PAY for a new payment, or the six-digit code from an earlier one.",
                "What amount do you want to pay, in USD? For example, 25.50.",
                "Write an amount such as 25.50.",
                "In which coin? Write its code, such as BTC.",
                "Your payment of 100 dollars is ready. Please pay it in your wallet now.",
            ],
            talk.Said.Take(5));
        Assert.Matches(@"^Pay here: http://127\.0\.0\.1:\d+/pay/first/CC-m-[\w/-]+$", talk.Said[5]);
        Assert.Matches(
            @"^Pay exactly 0\.\d+ BTC within 1[45] minutes\. Anything sent in another coin or on another network is "
            + @"lost\.$",
            talk.Said[6]);
        Assert.Equal(
            ["Your payment has been seen and is being confirmed.", "Your payment is complete. Thank you."],
            talk.Said.TakeLast(2));
        Assert.Equal("Payment Status: Complete", talk.ParticipantData["cryptopay_caseStatus"]);
        Assert.True(talk is { IsOver: true, IsWithAgent: false, WaitCount: 2 });
        await Gateway.Tests.Payments.Until(
            () => gateway.WorkItemStatus(talk.ParticipantData["cryptopay_workitemId"]),
            status => status == "Payment Status: Complete");
    }

    [Fact]
    public async Task From_part_payment_to_top_up()
    {
        var talk = await Run(Conversation.OfPayer("m-part", turn => turn switch
        {
            1 => Pays("CC-m-part", "AwaitingPayment", new { amount = "60.00" }, "underpaid"),
            2 => Pays("CC-m-part", "Confirming"),
            3 => Confirmed("CC-m-part"),
            _ => Task.CompletedTask,
        }));

        Assert.Contains("A part of the payment has arrived. Please pay the remaining 40 dollars.", talk.Said);
        Assert.Equal("Your payment is complete. Thank you.", talk.Last);
        Assert.Single(LinksIn(talk));
        // What is left of it, and of the time.
        var said = talk.Said.Where(one => one.StartsWith("Pay exactly", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, said.Distinct().Count());
        Assert.All(said, one => Assert.Matches(@" within 1[45] minutes\. Anything sent in another coin", one));
    }

    [Fact]
    public async Task A_part_whose_time_is_over_gets_an_invoice_for_the_rest()
    {
        var talk = await Run(Conversation.OfPayer("m-rest", async turn =>
        {
            switch (turn)
            {
                case 1:
                    await gateway.Control("CC-m-rest", "pay", new { amount = "60.00" });
                    await gateway.Control("CC-m-rest", "confirm");
                    await gateway.Control("CC-m-rest", "expire");
                    await gateway.Until("CC-m-rest", view => view is { Status: "Expired", ActionRequired: "top_up" });
                    break;
                case 3:
                    await Pays("CC-m-rest", "Confirming");
                    await Confirmed("CC-m-rest");
                    break;
            }
        }));

        // The page is the same, and what to pay there is another.
        Assert.Single(LinksIn(talk).Distinct());
        Assert.Equal(2, CodesIn(talk).Distinct().Count());
        Assert.Equal("Your payment is complete. Thank you.", talk.Last);
    }

    [Fact]
    public async Task A_new_invoice_is_told_of_also_where_the_sentence_is_the_one_said_before()
    {
        var talk = await Run(Conversation.OfPayer("m-same", async turn =>
        {
            switch (turn)
            {
                case 1:
                    await Pays("CC-m-same", "AwaitingPayment", new { amount = "60.00" }, "underpaid");
                    break;
                case 2:
                    await gateway.Control("CC-m-same", "confirm");
                    await gateway.Control("CC-m-same", "expire");
                    await gateway.Until("CC-m-same", view => view is { Status: "Expired", ActionRequired: "top_up" });
                    break;
            }
        }));

        Assert.Equal(2, LinksIn(talk).Length);
        Assert.Equal(2, CodesIn(talk).Distinct().Count());
    }

    [Fact]
    public async Task Who_does_not_pay_leaves_with_Payment_Pending_and_goes_on_in_the_same_conversation()
    {
        var left = await Run(Conversation.OfPayer("m-back", _ => Task.CompletedTask));
        Assert.Equal((18, true), (left.WaitCount, left.IsOver));
        Assert.Equal("Payment Pending", left.ParticipantData["cryptopay_caseStatus"]);
        Assert.StartsWith("We will keep watching for your payment.", left.Last);

        await Pays("CC-m-back", "Confirming");
        await Confirmed("CC-m-back");
        var back = await Run(new("m-back", "+13175550100") { Text = "Hello?" });

        Assert.Equal(["Your payment is complete. Thank you."], back.Said);
    }

    [Fact]
    public async Task Who_has_left_goes_on_in_another_conversation_by_the_code_and_pays_the_same_payment()
    {
        var left = await Run(Conversation.OfPayer("m-hang", _ => Task.CompletedTask));
        var code = Assert.Single(left.Said, said => said.StartsWith("Your code", StringComparison.Ordinal))[^6..];

        var back = await Run(new("m-again", "+13175550100")
        {
            Answers = new(["my code is " + code]),
            Meanwhile = turn => turn == 1 ? Confirmed("CC-m-hang", "pay") : Task.CompletedTask,
        });

        Assert.Equal(LinksIn(left), LinksIn(back));
        Assert.Equal("Your payment is complete. Thank you.", back.Last);
        Assert.Equal("CC-m-hang", back.ParticipantData["cryptopay_orderId"]);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await gateway.Look("/CC-m-again")).StatusCode);
    }

    [Fact]
    public async Task A_link_that_is_late_is_given_as_soon_as_it_is_there()
    {
        await gateway.Fault(new { on = "create", orderId = "CC-m-slow", slowBeforeMs = 3_000 });
        var talk = Conversation.OfPayer("m-slow", turn => turn switch
        {
            1 => gateway.Until("CC-m-slow", view => view.Status == "AwaitingPayment"),
            2 => Confirmed("CC-m-slow", "pay"),
            _ => Task.CompletedTask,
        });

        await new FlowRun(
            talk, FlowFile.English, (action, inputs) => gateway.RunOnce(engines, action, inputs)).Run(File);
        await gateway.ClearFaults();

        Assert.StartsWith("Your payment is being prepared.", talk.Said[3]);
        Assert.Single(LinksIn(talk));
        Assert.Equal("Your payment is complete. Thank you.", talk.Last);
    }

    [Fact]
    public async Task Who_comes_back_after_the_time_to_pay_is_over_gets_a_new_invoice()
    {
        var late = await Run(Conversation.OfPayer("m-late", async turn =>
        {
            if (turn > 1) return;
            await gateway.Control("CC-m-late", "expire");
            await gateway.Until("CC-m-late", view => view.Status == "Expired");
        }));
        Assert.Equal(
            ["The time to pay is over. We can start a new payment.", "Write to us here, and we will start a new one."],
            late.Said.TakeLast(2));

        var back = await Run(new("m-late", "+13175550100")
        {
            Meanwhile = turn => turn == 1 ? Confirmed("CC-m-late", "pay") : Task.CompletedTask,
        });

        Assert.Equal(LinksIn(late), LinksIn(back));
        Assert.NotEqual(CodesIn(late), CodesIn(back));
        Assert.Equal("Your payment is complete. Thank you.", back.Last);
    }

    [Fact]
    public async Task In_Spanish_all_is_Spanish()
    {
        var talk = await Run(
            new("m-es", "+34600000000")
            {
                Answers = new(["pagar", "100.00", "BTC"]),
                Meanwhile = turn => turn == 1 ? Confirmed("CC-m-es", "pay") : Task.CompletedTask,
            },
            FlowFile.Spanish);

        Assert.Equal(
            "Escriba PAGAR para un pago nuevo, o el código de seis cifras de un pago anterior.", talk.Said[0]);
        Assert.Equal("Su pago de 100 dólares está listo. Por favor, páguelo ahora en su billetera.", talk.Said[3]);
        Assert.StartsWith("Pague aquí: http", talk.Said[4]);
        Assert.Matches(@"^Pague exactamente 0\.\d+ BTC en 1[45] minutos\. Lo que envíe en otra moneda", talk.Said[5]);
        Assert.Equal("Su pago está completo. Gracias.", talk.Last);
        Assert.All(
            talk.Said.Where(said => !said.Contains("http")),
            said => Assert.DoesNotMatch(Conversation.EnglishWords, said));
    }

    [Fact]
    public async Task An_amount_of_the_shop_is_not_asked_for()
    {
        var talk = new Conversation("m-shop", "+13175550100")
        {
            ParticipantData =
            {
                ["cryptopay_amount"] = "12.50", ["cryptopay_cryptoCode"] = "BTC", ["cryptopay_workitemId"] = "W-m-shop",
            },
            Meanwhile = turn => turn == 1 ? Confirmed("CC-m-shop", "pay") : Task.CompletedTask,
        };

        await Run(talk);

        Assert.Equal(
            "Your payment of 12 dollars and 50 cents is ready. Please pay it in your wallet now.", talk.Said[0]);
        Assert.Equal("W-m-shop", talk.ParticipantData["cryptopay_workitemId"]);
        Assert.Equal("Your payment is complete. Thank you.", talk.Last);
    }

    [Theory]
    [InlineData("en", @"^Pay within \d+ minutes\. Anything sent in another coin or on another network than the page "
        + @"shows is lost\.$")]
    [InlineData("es", @"^Pague en \d+ minutos\. Lo que envíe en otra moneda o por otra red que las de la página se "
        + @"pierde\.$")]
    public async Task Where_the_page_names_the_coins_the_flow_names_none_and_says_what_is_lost(
        string language, string says)
    {
        var talk = await Run(
            new($"m-page-{language}", "+13175550100")
            {
                ParticipantData =
                {
                    ["cryptopay_amount"] = "12.50", ["cryptopay_cryptoCode"] = TenantGateway.CoinOfCommerce,
                },
            },
            language == "es" ? FlowFile.Spanish : FlowFile.English);

        Assert.Single(talk.Said, said => Regex.IsMatch(said, says));
    }

    private Task<Conversation> Run(Conversation talk, IReadOnlyDictionary<string, string>? tokens = null) =>
        gateway.Hold(engines, File, talk, tokens);

    private async Task Pays(string orderId, string status, object? how = null, string outcome = "")
    {
        await gateway.Control(orderId, "pay", how);
        await gateway.Until(orderId, view => view.Status == status && (outcome == "" || view.Outcome == outcome));
    }

    private async Task Confirmed(string orderId, string first = "")
    {
        if (first != "") await gateway.Control(orderId, first);
        await gateway.Control(orderId, "confirm");
        await gateway.Until(orderId, view => view.Status == "Settled");
    }

    private static string[] LinksIn(Conversation talk) =>
        [.. talk.Said.Where(said => said.StartsWith("Pay here: ", StringComparison.Ordinal))];

    private static string[] CodesIn(Conversation talk) =>
        [.. talk.Said.Where(said => said.StartsWith("Your code", StringComparison.Ordinal))];
}
