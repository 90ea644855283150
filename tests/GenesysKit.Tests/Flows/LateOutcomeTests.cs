using CryptoPay.Gateway.Tests;
using CryptoPay.GenesysKit.Tests.DataActions;
using CryptoPay.GenesysKit.Tests.Engines;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.GenesysKit.Tests.Flows;

/// <summary>What becomes of a payment when it is all but over: it is said, and an agent takes over.</summary>
public class LateOutcomeTests(TenantGateway gateway, VelocityAndJsonPath engines)
{
    public static TheoryData<string> Files => ["crypto-payment-call.yaml", "crypto-payment-message.yaml"];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Money_that_went_back_is_said_and_an_agent_takes_over(string file)
    {
        var talk = await gateway.Hold(engines, file, Payer(file, "l-back", () => GoesBack($"CC-l-back-{file}")), null);

        Assert.Equal(("Your payment was refunded.", true, 1), (talk.Last, talk.IsWithAgent, talk.WaitCount));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Where_nobody_paid_until_the_watch_was_over_it_is_said_and_an_agent_takes_over(string file)
    {
        Assert.SkipUnless(VelocityAndJsonPath.IsInstalled, VelocityAndJsonPath.Missing);
        var clock = new MovedClock();
        await using var old = new WholeGateway([], builder => builder.Services.AddSingleton<TimeProvider>(clock));
        await old.InitializeAsync();
        var actions = new DataActionRunner(engines, old.Client, WholeGateway.Key);
        var talk = Payer(file, "l-timeout", async () =>
        {
            clock.Advance(TimeSpan.FromDays(3));
            await old.ReadNow($"CC-l-timeout-{file}");
        });

        // It has no Genesys Cloud, so no work item and no SMS.
        await new FlowRun(
            talk, new Dictionary<string, string>(FlowFile.English) { ["worktype_id"] = "" },
            (action, inputs) => ExportedAction.IsOfPlatform(action)
                ? Task.FromResult(new DataActionResult(System.Net.HttpStatusCode.OK, new() { ["id"] = "sent" }, ""))
                : actions.RunUntil(action, inputs, result => result.Text("status") != "Requested")).Run(file);

        Assert.Equal(("No payment arrived in time.", true, 1), (talk.Last, talk.IsWithAgent, talk.WaitCount));
    }

    private static Conversation Payer(string file, string id, Func<Task> first) => new($"{id}-{file}", "+13175550150")
    {
        Answers = new(file == "crypto-payment-call.yaml" ? ["1", "100", "1", "1"] : ["pay", "100.00", "BTC"]),
        Meanwhile = turn => turn == 1 ? first() : Task.CompletedTask,
    };

    private async Task GoesBack(string orderId)
    {
        await gateway.Control(orderId, "pay");
        await gateway.Control(orderId, "confirm");
        await gateway.RefundPaidOut(orderId);
        await gateway.Until(orderId, view => view.Outcome == "refunded");
    }
}
