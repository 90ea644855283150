using System.Net;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Views;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Core.Internal;

namespace CryptoPay.Gateway.Tests.PaymentIntents;

/// <summary>
/// The lives of a payment at each kind of processor, over real HTTP through gateway, silo and sandbox: once with its
/// webhooks alone, once with polls alone. The end states agree.
/// </summary>
/// <param name="told">Polls too seldom to find anything by itself.</param>
public sealed class EveryProcessorTests(WholeGateway told, EveryProcessorTests.Polling polls)
    : IClassFixture<EveryProcessorTests.Polling>
{
    public static TheoryData<string> Names => [.. Lives.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_life_ends_as_it_does_at_its_processor_with_webhooks_and_without(string name)
    {
        var polled = new List<Task>();
        var lives = Lives.All[name].SelectMany(life => life.Accounts.Select(account => (account, life)));
        foreach (var (account, life) in lives)
        {
            // Those wait for their next poll most of the time, and do so side by side.
            polled.Add(Lived(polls, await Opened(polls, account), life));
            await Lived(told, await Opened(told, account), life);
        }

        await Task.WhenAll(polled);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_life_is_told_of_every_account(string name) => Assert.Equal(
        told.Services.GetRequiredService<ProcessorAccounts>().Names.Order(),
        Lives.All[name].SelectMany(life => life.Accounts).Order());

    private async Task<string> Opened(WholeGateway gateway, string account)
    {
        var order = $"CC-{account}-{(gateway == told ? "told" : "polled")}-{Guid.NewGuid():N}";
        var coin = account == "sandbox-coinbase" ? "USDC" : "BTC";
        await gateway.Opened(order, more: $",\"processor\":\"{account}\"", coin);
        if (gateway == polls) await gateway.Control(order, "refuse-webhooks");
        return order;
    }

    private async Task Lived(WholeGateway gateway, string order, Life life)
    {
        foreach (var step in life.Steps.Split(" > ")) await Taken(gateway, order, step);
    }

    private async Task Taken(WholeGateway gateway, string order, string step)
    {
        switch (step.Split(' '))
        {
            case ["next"]: await (await gateway.Act(order, "invoices")).View(); break;
            case ["refund", .. var amount]: await Refunded(gateway, order, [.. amount]); break;
            case ["refund?"]:
                Assert.Equal(HttpStatusCode.Conflict, (await Refund(gateway, order, "all")).StatusCode);
                break;
            case ["refused:", var control]: await gateway.ControlRefused(order, control); break;
            case [['(', ..], ..] when gateway == told: break;
            case [[>= 'a' and <= 'z', ..] control]: await gateway.Control(order, control); break;
            default: await Seen(gateway, order, step.Trim('(', ')')); break;
        }
    }

    /// <summary>Asks for it, and waits until the processor has it.</summary>
    private static async Task Refunded(WholeGateway gateway, string order, string[] amount)
    {
        Assert.Equal(HttpStatusCode.OK, (await Refund(gateway, order, amount.SingleOrDefault("all"))).StatusCode);
        await UntilNoRefundIs("Requested", gateway, order);
    }

    private static Task UntilNoRefundIs(string status, WholeGateway gateway, string order) => Payments.Until(
        async () => await (await gateway.Look($"/{order}/refunds")).Text(),
        refunds => !refunds.Contains($"\"status\":\"{status}\""));

    private static Task<HttpResponseMessage> Refund(
        WholeGateway gateway, string order, string amount) => gateway.Send(Requests.Post(
        $"{Payments.Path}/{order}/refunds", $$"""{"refundId":"R-{{amount}}","amount":"{{amount}}"}"""));

    private async Task Seen(WholeGateway gateway, string order, string state)
    {
        // What is final is polled once a minute at most; an activation that is new reads at once.
        if (gateway == polls && (await gateway.Read(order)).IsFinal)
            await gateway.Grain(order).AsReference<IGrainManagementExtension>().DeactivateOnIdle();
        var view = await gateway.Until(
            order, view => $"{StateOf(view)} ".StartsWith($"{state} ", StringComparison.Ordinal));
        // The invoice may tell of it before the refund's own read does, and a next refund would count it twice: as out
        // and as promised.
        if (view.AmountRefunded != "0.00") await UntilNoRefundIs("Pending", gateway, order);
    }

    private static string StateOf(PaymentIntentView view) =>
        $"{view.Status} {view.Outcome} {view.ActionRequired} {view.AmountPaid} {view.AmountDue} {view.AmountRefunded}";

    public sealed class Polling() : WholeGateway("--Polling:ShortPeriod=00:00:01");
}
