using System.Text.Json.Nodes;
using CryptoPay.Sandbox.Coins;
using CryptoPay.Sandbox.Genesys.Tenant;
using CryptoPay.Sandbox.Genesys.Wire;

namespace CryptoPay.Sandbox.Genesys.Api;

/// <summary>Work items: made, read, changed, terminated.</summary>
internal static class WorkItemApi
{
    public static void MapWorkItems(this IEndpointRouteBuilder api)
    {
        api.MapPost("/taskmanagement/workitems", ([AsParameters] GenesysCall call) =>
            call.Run("workitem", [], asked =>
            {
                var state = FirstStates.Of(TenantKind.WorkItem, "");
                if (WorkItemRules.Begin(state, asked) is { } refusal) return refusal;
                return Answer(call, call.Tenant.Create(
                    TenantKind.WorkItem, Coin.NewUuid(), "", state, call.Name, StatusCodes.Status200OK)!);
            }));
        var item = api.MapGroup("/taskmanagement/workitems/{id}");
        item.MapGet("", (string id, [AsParameters] GenesysCall call) =>
            call.Run("workitem-read", [id], () => Answer(call, call.Tenant.See(TenantKind.WorkItem, id))));
        item.MapPatch("", (string id, [AsParameters] GenesysCall call) =>
            call.Run("workitem", [id], update => call.Change(
                TenantKind.WorkItem, id, state => WorkItemRules.Patch(state, update), after => Answer(call, after))));
        item.MapPost("/terminate", (string id, [AsParameters] GenesysCall call) =>
            call.Run("workitem", [id], asked => call.Change(
                TenantKind.WorkItem, id, state => WorkItemRules.Terminate(state, asked),
                after => Answer(call, after))));
    }

    private static IResult Answer(GenesysCall call, TenantObject item)
    {
        var status = SandboxWorktype.Named(item.Text("status"))!;
        var isTerminated = (bool)item.State["isTerminated"]!;
        var answer = new JsonObject
        {
            ["id"] = item.Id,
            ["type"] = GenesysJson.Reference(SandboxWorktype.Id, $"taskmanagement/worktypes/{SandboxWorktype.Id}",
                call.Expands("type") ? SandboxWorktype.Name : null),
            ["status"] = WorktypeApi.Reference(status, call.Expands("status")),
            ["statusCategory"] = status.Category,
            ["assignmentState"] = isTerminated ? "Terminated" : "Idle",
            ["dateCreated"] = GenesysJson.Time(item.CreatedAt),
            ["dateModified"] = GenesysJson.Time(item.ChangedAt() ?? item.CreatedAt),
            ["dateStatusChanged"] = GenesysJson.Time(item.ChangedAt("status") ?? item.CreatedAt),
            ["schema"] = WorktypeApi.Schema(),
            ["selfUri"] = $"/api/v2/taskmanagement/workitems/{item.Id}",
        };
        if (status.Category == "Closed")
            answer["dateClosed"] = GenesysJson.Time(item.ChangedAt("status") ?? item.CreatedAt);
        foreach (var (field, value) in item.State)
        {
            if (field is not ("status" or "isTerminated")) answer[field] = value?.DeepClone();
        }
        return GenesysJson.Answer(answer);
    }
}
