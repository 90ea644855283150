using CryptoPay.Gateway.Tests;
using CryptoPay.GenesysKit.Tests.Engines;

namespace CryptoPay.GenesysKit.Tests.DataActions;

/// <summary>What a flow gets from the actions, by the engines that Genesys Cloud runs them with.</summary>
public class OutcomeTests(WholeGateway gateway, VelocityAndJsonPath engines)
{
    private readonly DataActionRunner actions = new(engines, gateway.Client, WholeGateway.Key);

    [Fact]
    public async Task A_payment_is_made_and_read_until_it_is_paid()
    {
        Assert.SkipUnless(VelocityAndJsonPath.IsInstalled, VelocityAndJsonPath.Missing);
        var created = await actions.Run("CryptoPay Create Payment", new Dictionary<string, object?>
        {
            ["orderId"] = "Kit-paid", ["amount"] = "100.00", ["isoCode"] = "USD", ["cryptoCode"] = "BTC",
        });
        Assert.Equal(("pending", false), (created.Text("outcome"), created.Is("isPaid")));
        await gateway.Until("Kit-paid", view => view.Status == "AwaitingPayment");
        await gateway.Control("Kit-paid", "pay");
        await gateway.Control("Kit-paid", "confirm");

        var paid = await actions.RunUntil(
            "CryptoPay Get Payment", new Dictionary<string, object?> { ["orderId"] = "Kit-paid" },
            read => read.Is("isFinal"));

        Assert.Equal(("paid", true, "100.00"), (paid.Text("outcome"), paid.Is("isPaid"), paid.Text("amountPaid")));
    }
}
