using System.Globalization;
using CryptoPay.Sandbox.Orders;

namespace CryptoPay.Sandbox.BtcPay;

/// <summary>Controls of an order that no other dialect knows.</summary>
internal static class BtcPayControls
{
    private const int BothMsMax = 600_000;

    public static void MapBtcPayControls(this IEndpointRouteBuilder sandbox)
    {
        var orders = sandbox.MapGroup("/orders/{orderId}");
        orders.MapPost("/mark", async ([AsParameters] OrderCall call) =>
            await call.ApplyToOne(new OrderControl.Mark(await call.Field("status") ?? "")));
        orders.MapPost("/verdict", Judge);
        orders.MapPost("/fee-bump", FeeBump);
        orders.MapPost("/invalidate-payment", async ([AsParameters] OrderCall call) =>
            await call.ApplyToOne(new OrderControl.InvalidatePayment(await call.Field("paymentId"))));
        orders.MapPost("/strangers", ([AsParameters] OrderCall call, BtcPayInvoices invoices) =>
        {
            invoices.CreateStranger(call.OrderId);
            return call.Show();
        });
    }

    private static async Task<IResult> Judge([AsParameters] OrderCall call) =>
        await call.Amount("paidAmount", least: 0) is (true, var paid)
            ? await call.ApplyToOne(new OrderControl.Verdict(
                await call.Field("status") ?? "", await call.Field("additionalStatus") ?? "None", paid))
            : SandboxJson.Refuse("paidAmount", "must be a decimal of 0 or more, in the invoice's currency");

    private static async Task<IResult> FeeBump([AsParameters] OrderCall call)
    {
        var given = await call.Field("bothMs") ?? "0";
        return int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var both) && both <= BothMsMax
            ? await call.ApplyToOne(new OrderControl.FeeBump(
                await call.Field("paymentId"), TimeSpan.FromMilliseconds(both)))
            : SandboxJson.Refuse("bothMs", $"must be from 0 to {BothMsMax}");
    }
}
