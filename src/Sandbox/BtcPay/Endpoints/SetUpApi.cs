using System.Text.Json.Nodes;
using CryptoPay.Sandbox.BtcPay.Wire;

namespace CryptoPay.Sandbox.BtcPay.Endpoints;

/// <summary>How the key, the store and its webhook are set up: of the answers, what a gateway looks at.</summary>
internal static class SetUpApi
{
    public static void MapSetUp(this IEndpointRouteBuilder api)
    {
        api.MapGet("/api-keys/current", Key).AddEndpointFilter(new BtcPayKey(BtcPayErrors.CanView));
        api.MapGet("/stores/{storeId}", Store).AddEndpointFilter(new BtcPayKey(BtcPayErrors.CanViewStore));
        api.MapGet("/stores/{storeId}/webhooks", Webhooks)
            .AddEndpointFilter(new BtcPayKey(BtcPayErrors.CanModifyWebhooks));
    }

    private static IResult Key([AsParameters] BtcPayCall call)
    {
        string[] permissions =
        [
            BtcPayErrors.CanCreate, BtcPayErrors.CanView, BtcPayErrors.CanModify, BtcPayErrors.CanRefund,
            BtcPayErrors.CanViewStore, BtcPayErrors.CanModifyWebhooks,
        ];
        return BtcPayJson.Answer(new JsonObject
        {
            ["apiKey"] = call.Settings.ApiKey,
            ["label"] = "sandbox",
            ["permissions"] = new JsonArray(
                [.. permissions.Select(permission => $"{permission}:{call.Settings.StoreId}")]),
        });
    }

    private static IResult Store([AsParameters] BtcPayCall call) => BtcPayJson.Answer(new JsonObject
    {
        ["id"] = call.Settings.StoreId,
        ["name"] = "Sandbox",
        ["lazyPaymentMethods"] = false,
        ["archived"] = false,
        ["networkFeeMode"] = call.Store.Settings.NetworkFeeMode,
    });

    private static IResult Webhooks([AsParameters] BtcPayCall call) => BtcPayJson.Answer(
        call.Settings.WebhookUrl == "" ? new JsonArray() : new JsonArray(new JsonObject
        {
            ["id"] = "sandbox",
            ["enabled"] = true,
            ["automaticRedelivery"] = true,
            ["url"] = call.Settings.WebhookUrl,
            ["authorizedEvents"] = new JsonObject { ["everything"] = true, ["specificEvents"] = new JsonArray() },
        }));
}
