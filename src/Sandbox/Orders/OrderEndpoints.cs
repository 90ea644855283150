using System.Globalization;
using CryptoPay.Sandbox.Calls;

namespace CryptoPay.Sandbox.Orders;

/// <summary>The controls. Each answers with the order as it is afterwards.</summary>
internal static class OrderEndpoints
{
    private const decimal AmountMin = 0.000000000000000001m;
    private const int BlocksMax = 1000;

    public static void MapOrders(this IEndpointRouteBuilder sandbox)
    {
        var orders = sandbox.MapGroup("/orders/{orderId}");
        orders.MapGet("", ([AsParameters] OrderCall call) => call.Show());
        orders.MapPost("/pay", Pay);
        orders.MapPost("/confirm", Confirm);
        orders.MapPost("/expire", ([AsParameters] OrderCall call) => call.ApplyToAll(new OrderControl.Expire()));
        orders.MapPost("/double-spend", ([AsParameters] OrderCall call) =>
            call.ApplyToAll(new OrderControl.DoubleSpend()));
        orders.MapPost("/refunds/pay-out", PayOut);
        orders.MapPost("/refunds/reject", ([AsParameters] OrderCall call) => call.Apply(new RefundControl.Reject()));
        orders.MapPost("/refuse-webhooks", RefuseWebhooks);
    }

    private static async Task<IResult> Pay([AsParameters] OrderCall call) =>
        await call.Amount("amount", AmountMin) is (true, var amount)
            ? await call.ApplyToOne(new OrderControl.Pay(amount))
            : SandboxJson.Refuse("amount", "must be a decimal above 0, in the invoice's currency");

    private static async Task<IResult> PayOut([AsParameters] OrderCall call) =>
        await call.Amount("amount", AmountMin) is (true, var amount)
            ? call.Apply(new RefundControl.PayOut(amount))
            : SandboxJson.Refuse("amount", "must be a decimal above 0, in the refund's currency");

    private static async Task<IResult> Confirm([AsParameters] OrderCall call)
    {
        var given = await call.Field("blocks") ?? "1";
        return int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var blocks)
            && blocks is > 0 and <= BlocksMax
                ? await call.ApplyToAll(new OrderControl.Confirm(blocks))
                : SandboxJson.Refuse("blocks", $"must be from 1 to {BlocksMax}");
    }

    private static async Task<IResult> RefuseWebhooks([AsParameters] OrderCall call)
    {
        if (!bool.TryParse(await call.Field("refuse") ?? "true", out var refuse))
            return SandboxJson.Refuse("refuse", "must be true or false");
        if (call.Invoices().Length > 0) call.Database.RefuseWebhooks(call.OrderId, refuse);
        return call.Show();
    }
}
