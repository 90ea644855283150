using CryptoPay.Gateway.Tests;

namespace CryptoPay.GenesysKit.Tests;

internal static class Refunds
{
    /// <summary>All of it, as soon as the payment is settled.</summary>
    public static async Task RefundPaidOut(this WholeGateway gateway, string orderId)
    {
        await gateway.Until(orderId, view => view.Status == "Settled");
        await gateway.Send(Requests.Post(
            $"{Gateway.Tests.Payments.Path}/{orderId}/refunds", """{"refundId":"R-1","amount":"all"}"""));
        await Gateway.Tests.Payments.Until(
            async () => await (await gateway.Look($"/{orderId}/refunds")).Text(),
            refunds => refunds.Contains("\"status\":\"Pending\"", StringComparison.Ordinal));
        await gateway.Control(orderId, "refunds/pay-out");
        // No webhook tells of it.
        await gateway.ReadNow(orderId);
    }
}
