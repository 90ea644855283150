using System.Text.Json.Nodes;
using CryptoPay.Sandbox.Genesys.Tenant;
using CryptoPay.Sandbox.Genesys.Wire;

namespace CryptoPay.Sandbox.Genesys.Api;

/// <summary>The one work type and the statuses that each status leads to.</summary>
internal static class WorktypeApi
{
    private const string Path = $"taskmanagement/worktypes/{SandboxWorktype.Id}";

    public static void MapWorktypes(this IEndpointRouteBuilder api)
    {
        var worktype = api.MapGroup("/taskmanagement/worktypes/{id}");
        worktype.MapGet("", (string id, [AsParameters] GenesysCall call) => Read(call, id, () => new JsonObject
        {
            ["id"] = SandboxWorktype.Id,
            ["name"] = SandboxWorktype.Name,
            ["defaultStatus"] = Reference(SandboxWorktype.Default, hasName: true),
            ["statuses"] = Statuses(),
            ["assignmentEnabled"] = false,
            ["schema"] = Schema(),
            ["selfUri"] = $"/api/v2/{Path}",
        }));
        worktype.MapGet("/statuses", (string id, [AsParameters] GenesysCall call) => Read(call, id, () => new JsonObject
        {
            ["entities"] = Statuses(),
            ["total"] = SandboxWorktype.Statuses.Length,
            ["selfUri"] = $"/api/v2/{Path}/statuses",
        }));
    }

    public static JsonObject Reference(SandboxStatus status, bool hasName) =>
        GenesysJson.Reference(status.Id, $"{Path}/statuses/{status.Id}", hasName ? status.Name : null);

    public static JsonObject Schema()
    {
        var schema = GenesysJson.Reference(
            SandboxWorktype.SchemaId, $"taskmanagement/workitems/schemas/{SandboxWorktype.SchemaId}", "Payment");
        schema["version"] = 1;
        return schema;
    }

    private static Task<IResult> Read(GenesysCall call, string id, Func<JsonObject> answer) =>
        call.Run("worktype-read", [id], () =>
            id == SandboxWorktype.Id ? GenesysJson.Answer(answer()) : GenesysError.NotFound);

    private static JsonArray Statuses() => [.. SandboxWorktype.Statuses.Select(status => new JsonObject
    {
        ["id"] = status.Id,
        ["name"] = status.Name,
        ["category"] = status.Category,
        ["destinationStatuses"] = new JsonArray(
            [.. status.Destinations.Select(word => Reference(SandboxWorktype.Of(word), hasName: true))]),
        ["autoTerminateWorkitem"] = false,
        ["selfUri"] = $"/api/v2/{Path}/statuses/{status.Id}",
    })];
}
