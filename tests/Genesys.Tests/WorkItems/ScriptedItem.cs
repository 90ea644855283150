using System.Text.Json.Nodes;
using CryptoPay.Processors.Tests;

namespace CryptoPay.Genesys.Tests.WorkItems;

/// <summary>A work item and its work type, by the rules of real ones: a step at a time, and keys are merged.</summary>
internal sealed class ScriptedItem
{
    private readonly Dictionary<string, (string Category, string[] Next)> statuses = [];

    public string Status { get; set; } = "";

    public string AssignmentState { get; set; } = "Idle";

    public JsonObject Fields { get; } = [];

    /// <summary>Looked at before anything is done; null goes on.</summary>
    public Func<HttpCall, Answer?> Before { get; set; } = _ => null;

    /// <summary>No destinations: every other.</summary>
    public ScriptedItem With(string status, string category, params string[] next)
    {
        statuses[status] = (category, next);
        if (Status == "") Status = status;
        return this;
    }

    public Answer Answer(HttpCall call)
    {
        if (Before(call) is { } otherwise) return otherwise;
        if (call.PathAndQuery.EndsWith("/worktypes/wt-1/statuses", StringComparison.Ordinal)) return List();
        return call.Method == HttpMethod.Patch
            ? Patch(JsonNode.Parse(call.Body)!.AsObject())
            : GenesysRig.Json(new JsonObject
            {
                ["id"] = "wi-7",
                ["type"] = new JsonObject { ["id"] = "wt-1" },
                ["status"] = new JsonObject { ["id"] = Status },
                ["statusCategory"] = statuses[Status].Category,
                ["assignmentState"] = AssignmentState,
                ["customFields"] = Fields.DeepClone(),
            }.ToJsonString());
    }

    private Answer Patch(JsonObject update)
    {
        if (AssignmentState == "Terminated") return GenesysRig.Error(409, "workitem.terminated");
        if ((string?)update["statusId"] is { } next && next != Status)
        {
            var allowed = statuses[Status].Next;
            if (allowed.Length > 0 && !allowed.Contains(next))
                return GenesysRig.Error(409, "pre.check.failed");
            Status = next;
        }

        if (update["customFields"] is JsonObject fields)
        {
            if (fields.Count == 0) Fields.Clear();
            foreach (var (key, value) in fields) Fields[key] = value?.DeepClone();
        }

        return GenesysRig.Json("{}");
    }

    private Answer List() => GenesysRig.Json(new JsonObject
    {
        ["entities"] = new JsonArray([.. statuses.Select(status => new JsonObject
        {
            ["id"] = status.Key,
            ["name"] = status.Key,
            ["category"] = status.Value.Category,
            ["destinationStatuses"] = new JsonArray(
                [.. status.Value.Next.Select(next => new JsonObject { ["id"] = next })]),
        })]),
    }.ToJsonString());
}
