using System.Text.Json.Nodes;
using CryptoPay.Sandbox.Genesys.Tenant;
using CryptoPay.Sandbox.Genesys.Wire;

namespace CryptoPay.Sandbox.Genesys.Pages;

/// <summary>A thing of the tenant: what it is now, what changed when by which call, and each call that wrote.</summary>
internal static class TenantView
{
    public static JsonObject Of(TenantObject one)
    {
        var view = new JsonObject { ["id"] = one.Id, ["createdAt"] = GenesysJson.Time(one.CreatedAt) };
        if (one.Parent != "") view["parent"] = one.Parent;
        foreach (var (field, value) in one.State) view[field] = value?.DeepClone();
        if (one.Kind == TenantKind.WorkItem)
        {
            var status = SandboxWorktype.Named(one.Text("status"))!;
            view["statusId"] = status.Id;
            view["statusCategory"] = status.Category;
        }
        view["version"] = one.Calls.Length;
        view["changes"] = new JsonArray([.. one.Calls.SelectMany(call => call.Changes, Change)]);
        view["calls"] = new JsonArray([.. one.Calls.Select(Call)]);
        return view;
    }

    public static string Title(string kind) => kind switch
    {
        TenantKind.WorkItem => "Work item",
        TenantKind.Case => "Case",
        TenantKind.Comment => "Comment",
        TenantKind.Conversation => "Conversation",
        TenantKind.Table => "Data table",
        TenantKind.Row => "Row",
        TenantKind.Message => "Message",
        _ => "Flow execution",
    };

    /// <summary>In a few words, what it is now.</summary>
    public static string Now(TenantObject one) => one.Kind switch
    {
        TenantKind.WorkItem => one.Text("status"),
        TenantKind.Case => one.Text("summary"),
        TenantKind.Comment => one.Text("content"),
        TenantKind.Conversation => one.State["endTime"] is null ? "live" : "ended",
        TenantKind.Message => $"to {one.Text("toAddress")}: {one.Text("textBody")}",
        TenantKind.Execution => $"flow {one.Text("flowId")}",
        _ => string.Join(", ", StateChanges.Leaves(one.State).Select(leaf => $"{leaf.Key}: {leaf.Value}")),
    };

    private static JsonNode Change(TenantCall call, TenantChange change) => new JsonObject
    {
        ["at"] = GenesysJson.Time(call.At),
        ["call"] = call.Call,
        ["field"] = change.Field,
        ["before"] = change.Before,
        ["after"] = change.After,
    };

    private static JsonNode Call(TenantCall call) => new JsonObject
    {
        ["at"] = GenesysJson.Time(call.At),
        ["call"] = call.Call,
        ["status"] = call.Status,
        ["changes"] = call.Changes.Length,
    };
}
