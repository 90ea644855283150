using System.Globalization;

namespace CryptoPay.Sandbox.Orders;

/// <summary>The controls. Each answers with the order as it is afterwards.</summary>
internal static class OrderEndpoints
{
    private const decimal AmountMax = 1_000_000_000_000m;
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
        orders.MapPost("/refunds/pay-out", ([AsParameters] OrderCall call) => call.EndRefunds(isPaidOut: true));
        orders.MapPost("/refunds/reject", ([AsParameters] OrderCall call) => call.EndRefunds(isPaidOut: false));
        orders.MapPost("/refuse-webhooks", RefuseWebhooks);
    }

    private static async Task<IResult> Pay([AsParameters] OrderCall call)
    {
        decimal? amount = null;
        if (await call.Field("amount") is { } given)
        {
            if (!decimal.TryParse(given, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var parsed)
                || parsed is <= 0 or > AmountMax)
            {
                return SandboxJson.Refuse("amount", "must be a decimal above 0, in the invoice's currency");
            }
            amount = parsed;
        }
        // A payable invoice takes the money; without one it is a late payment to the newest.
        var found = call.Invoices().OrderByDescending(candidate => candidate.Invoice.IsPayable).FirstOrDefault();
        var pay = new OrderControl.Pay(amount);
        if (found.Dialect?.RefusalOf(found.Invoice.InvoiceId, pay) is { } refusal)
        {
            return SandboxJson.Refuse("amount", refusal);
        }
        found.Dialect?.Apply(found.Invoice.InvoiceId, pay);
        return call.Show();
    }

    private static async Task<IResult> Confirm([AsParameters] OrderCall call)
    {
        var given = await call.Field("blocks") ?? "1";
        return int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var blocks)
            && blocks is > 0 and <= BlocksMax
                ? call.ApplyToAll(new OrderControl.Confirm(blocks))
                : SandboxJson.Refuse("blocks", $"must be from 1 to {BlocksMax}");
    }

    private static async Task<IResult> RefuseWebhooks([AsParameters] OrderCall call)
    {
        if (!bool.TryParse(await call.Field("refuse") ?? "true", out var refuse))
        {
            return SandboxJson.Refuse("refuse", "must be true or false");
        }
        if (call.Invoices().Length > 0)
        {
            call.Database.RefuseWebhooks(call.OrderId, refuse);
        }
        return call.Show();
    }
}
