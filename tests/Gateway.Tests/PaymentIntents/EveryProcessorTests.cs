using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Gateway.Tests.PaymentIntents;

/// <summary>
/// The lives of a payment at each kind of processor, over real HTTP through gateway, silo and sandbox; each with
/// webhooks and again without. The end states agree.
/// </summary>
public sealed class EveryProcessorTests(EveryProcessorTests.Gateway gateway) : IClassFixture<EveryProcessorTests.Gateway>
{
    public static MatrixTheoryData<string, bool> Accounts => new(["sandbox", "sandbox-bitpay", "sandbox-signed"], [true, false]);

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Paid_in_full_it_is_settled(string account, bool webhooks)
    {
        var order = await Opened(account, webhooks);
        await gateway.Control(order, "pay");
        await gateway.Until(order, view => view.Status == "Confirming");
        await gateway.Control(order, "confirm", new { blocks = 6 });
        var view = await gateway.Until(order, view => view.Status == "Settled");
        Assert.Equal(("paid", "100.00", "none"), (view.Outcome, view.AmountPaid, view.ActionRequired));
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Unpaid_it_expires(string account, bool webhooks)
    {
        var order = await Opened(account, webhooks);
        await gateway.Control(order, "expire");
        var view = await gateway.Until(order, view => view.Status == "Expired");
        Assert.Equal(("expired", "new_invoice", "0.00"), (view.Outcome, view.ActionRequired, view.AmountPaid));
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Paid_in_part_it_is_topped_up_and_settled(string account, bool webhooks)
    {
        var order = await Opened(account, webhooks);
        await gateway.Control(order, "pay", new { amount = "40.00" });
        await gateway.Until(order, view => view is { Outcome: "underpaid", ActionRequired: "top_up", AmountPaid: "40.00", AmountDue: "60.00" });
        await gateway.Control(order, "pay");
        await gateway.Control(order, "confirm", new { blocks = 6 });
        var view = await gateway.Until(order, view => view.Status == "Settled");
        Assert.Equal(("paid", "100.00"), (view.Outcome, view.AmountPaid));
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public async Task Overpaid_it_is_settled_and_asks_for_a_review(string account, bool webhooks)
    {
        var order = await Opened(account, webhooks);
        await gateway.Control(order, "pay", new { amount = "150.00" });
        await gateway.Control(order, "confirm", new { blocks = 6 });
        var view = await gateway.Until(order, view => view.Status == "Settled");
        Assert.Equal(("paid", "review"), (view.Outcome, view.ActionRequired));
    }

    private async Task<string> Opened(string account, bool webhooks)
    {
        var order = $"CC-{Guid.NewGuid():N}";
        await gateway.Opened(order, more: $",\"processor\":\"{account}\"");
        if (!webhooks) await gateway.Control(order, "refuse-webhooks");
        return order;
    }

    public sealed class Gateway() : WholeGateway("--Polling:ShortPeriod=00:00:01");
}
