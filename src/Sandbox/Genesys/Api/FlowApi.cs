using System.Text.Json.Nodes;
using CryptoPay.Sandbox.Coins;
using CryptoPay.Sandbox.Genesys.Tenant;
using CryptoPay.Sandbox.Genesys.Wire;

namespace CryptoPay.Sandbox.Genesys.Api;

/// <summary>Launches of workflows. Any flow is there, and has run to its end at once.</summary>
internal static class FlowApi
{
    public static void MapFlows(this IEndpointRouteBuilder api)
    {
        api.MapPost("/flows/executions", ([AsParameters] GenesysCall call) =>
            call.Run("workflow", [], body =>
            {
                var id = Coin.NewUuid();
                call.Tenant.Create(TenantKind.Execution, id, "", body.DeepClone().AsObject(), call.Name, 200);
                var answer = Reference(id);
                answer["name"] = (string?)body["name"] ?? "Payment update";
                answer["flowVersion"] = FlowVersion(body);
                return GenesysJson.Answer(answer);
            }));
        api.MapGet("/flows/executions/{id}", (string id, [AsParameters] GenesysCall call) =>
            call.Run("workflow-read", [id], () =>
            {
                if (call.Tenant.Find(TenantKind.Execution, id) is not { } launched) return GenesysError.NotFound;
                var answer = Reference(id);
                answer["status"] = "COMPLETED";
                answer["flowVersion"] = FlowVersion(launched.State);
                answer["dateLaunched"] = GenesysJson.Time(launched.CreatedAt);
                answer["dateCompleted"] = GenesysJson.Time(launched.CreatedAt);
                return GenesysJson.Answer(answer);
            }));
    }

    private static JsonObject Reference(string id) => GenesysJson.Reference(id, $"flows/executions/{id}");

    private static JsonObject FlowVersion(JsonObject launch) =>
        new() { ["id"] = (string?)launch["flowVersion"] ?? "1.0", ["name"] = (string?)launch["flowId"] };
}
