using System.Text.Json.Nodes;
using CryptoPay.Sandbox.BtcPay.PullPayments;
using CryptoPay.Sandbox.BtcPay.Wire;

namespace CryptoPay.Sandbox.BtcPay.Endpoints;

/// <summary>Reading of pull payments. Who knows the ID of one may read it without a key.</summary>
internal static class PullPaymentApi
{
    public static void MapPullPayments(this IEndpointRouteBuilder api)
    {
        api.MapGet("/stores/{storeId}/pull-payments", List)
            .AddEndpointFilter(new BtcPayKey(BtcPayErrors.CanViewPullPayments));
        api.MapGet("/pull-payments/{id}", (string id, [AsParameters] BtcPayCall call) =>
            ReadAs(id, call, pullPayment => PullPaymentWire.PullPayment(pullPayment, call.ClaimBase)));
        api.MapGet("/pull-payments/{id}/payouts", (string id, [AsParameters] BtcPayCall call) =>
            ReadAs(id, call, pullPayment => Payouts(pullPayment, call.Query["includeCancelled"] == "true")));
    }

    /// <summary>Newest first, without pages.</summary>
    private static Task<IResult> List([AsParameters] BtcPayCall call)
    {
        var all = call.PullPayments.Newest();
        return call.Run("refund-search", [.. all.Select(pullPayment => pullPayment.OrderId)], () =>
        {
            var now = call.Time.GetUtcNow();
            return BtcPayJson.Answer(new JsonArray([.. all
                .Where(pullPayment => call.Query["includeArchived"] == "true" || !pullPayment.IsArchived)
                .Where(pullPayment => !call.Faults.HidesFromSearch(pullPayment.OrderId, now - pullPayment.StartsAt))
                .Select(pullPayment => PullPaymentWire.PullPayment(pullPayment, call.ClaimBase))]));
        });
    }

    private static Task<IResult> ReadAs(string id, BtcPayCall call, Func<PullPayment, JsonNode> write) =>
        call.Run("refund-read", call.PullPayments.Read(id) is { } found ? [found.OrderId] : [], () =>
            call.PullPayments.Read(id) is { } pullPayment
                ? BtcPayJson.Answer(write(pullPayment))
                : BtcPayErrors.PullPaymentNotFound());

    // An archived pull payment hides all of its payouts, also those that are completed: BTCPay's own query does so.
    private static JsonArray Payouts(PullPayment pullPayment, bool includesCancelled) => new([.. pullPayment.Payouts
        .Where(payout => !pullPayment.IsArchived && (includesCancelled || payout.State != PayoutState.Cancelled))
        .Select(payout => PullPaymentWire.Payout(pullPayment, payout))]);
}
