using System.Globalization;
using System.Text.Json;
using CryptoPay.Sandbox.BtcPay.Invoices;
using CryptoPay.Sandbox.BtcPay.PullPayments;
using CryptoPay.Sandbox.Calls;
using CryptoPay.Sandbox.Coins;
using CryptoPay.Sandbox.Orders;

namespace CryptoPay.Sandbox.BtcPay.Endpoints;

/// <summary>Controls of an order that no other dialect knows.</summary>
internal static class BtcPayControls
{
    private const int BothMsMax = 600_000;

    public static void MapBtcPayControls(this IEndpointRouteBuilder sandbox)
    {
        var orders = sandbox.MapGroup("/orders/{orderId}");
        orders.MapPost("/mark", async ([AsParameters] OrderCall call) =>
            await call.ApplyToOne(new BtcPayControl.Mark(await call.Field("status") ?? "")));
        orders.MapPost("/verdict", Judge);
        orders.MapPost("/fee-bump", FeeBump);
        orders.MapPost("/invalidate-payment", async ([AsParameters] OrderCall call) =>
            await call.ApplyToOne(new BtcPayControl.InvalidatePayment(await call.Field("paymentId"))));
        orders.MapPost("/refunds/claim", ([AsParameters] OrderCall call) => call.Apply(new ClaimRefund()));
        orders.MapPost("/strangers", ([AsParameters] OrderCall call, [AsParameters] BtcPayCall btcPay) =>
        {
            btcPay.Invoices.Create(Stranger(call.OrderId, btcPay));
            return call.Show();
        });
    }

    private static async Task<IResult> Judge([AsParameters] OrderCall call) =>
        await call.Amount("paidAmount", least: 0) is (true, var paid)
            ? await call.ApplyToOne(new BtcPayControl.Verdict(
                await call.Field("status") ?? "", await call.Field("additionalStatus") ?? "None", paid))
            : SandboxJson.Refuse("paidAmount", "must be a decimal of 0 or more, in the invoice's currency");

    private static async Task<IResult> FeeBump([AsParameters] OrderCall call)
    {
        var given = await call.Field("bothMs") ?? "0";
        return int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var both) && both <= BothMsMax
            ? await call.ApplyToOne(new BtcPayControl.FeeBump(
                await call.Field("paymentId"), TimeSpan.FromMilliseconds(both)))
            : SandboxJson.Refuse("bothMs", $"must be from 0 to {BothMsMax}");
    }

    /// <summary>What somebody else in the same store has under the same order ID: a top-up, told oddly.</summary>
    private static BtcPayInvoice Stranger(string orderId, BtcPayCall btcPay)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(btcPay.Time.GetUtcNow().ToUnixTimeSeconds());
        return new BtcPayInvoice
        {
            Id = Coin.NewId(),
            StoreId = btcPay.Settings.StoreId,
            OrderId = orderId,
            Amount = null,
            HidesAmount = true,
            Currency = "USD",
            Metadata = JsonSerializer.SerializeToElement(new { orderId }),
            SearchTerms = [],
            Checkout = new Checkout(SpeedPolicy.MediumSpeed, null, 15, 1440, 0, null, false, null),
            Methods = [],
            CreatedAt = now,
            ExpiresAt = now.AddMinutes(15),
            MonitoredUntil = now.AddMinutes(1455),
        };
    }
}
