using System.Text.Json;
using System.Text.Json.Nodes;
using CryptoPay.Sandbox.Calls;
using CryptoPay.Sandbox.Genesys.Tenant;
using CryptoPay.Sandbox.Genesys.Wire;

namespace CryptoPay.Sandbox.Genesys.Pages;

/// <summary>
/// What an agent does with a case. Each answers with the thing as it is then, or leads a browser back to its page.
/// </summary>
internal static class AgentControls
{
    public static void MapAgentControls(this IEndpointRouteBuilder genesys)
    {
        var item = genesys.MapGroup("/workitems/{id}");
        item.MapPost("/close", (string id, HttpContext http, TenantStore tenant) =>
            Do(http, tenant, TenantKind.WorkItem, id, "close", state => Set(state, SandboxWorktype.ClosedByAgent)));
        item.MapPost("/terminate", (string id, HttpContext http, TenantStore tenant) =>
            Do(http, tenant, TenantKind.WorkItem, id, "terminate", state => WorkItemRules.Terminate(state, [])));
        item.MapPost("/status", (string id, string? name, HttpContext http, TenantStore tenant) =>
            SandboxWorktype.Named(name ?? "") is { } status
                ? Do(http, tenant, TenantKind.WorkItem, id, "set the status", state => Set(state, status))
                : SandboxJson.Refuse("name", "must be one of "
                    + string.Join(", ", SandboxWorktype.Statuses.Select(one => one.Name))));
        item.MapPost("/fields", Fields);
        genesys.MapPost("/conversations/{id}/hang-up",
            (string id, bool? forgotten, HttpContext http, TenantStore tenant, TimeProvider time) =>
                Do(http, tenant, TenantKind.Conversation, id, "hang up",
                    state => ConversationRules.HangUp(state, time.GetUtcNow(), forgotten == true)));
    }

    /// <summary>The body is as customFields in an update: by key, and <c>{}</c> takes all away.</summary>
    private static async Task<IResult> Fields(string id, HttpContext http, TenantStore tenant)
    {
        try
        {
            if (JsonNode.Parse(await http.Request.ReadBytes()) is JsonObject fields)
            {
                return Do(http, tenant, TenantKind.WorkItem, id, "write fields",
                    state => WorkItemRules.Patch(state, new JsonObject { ["customFields"] = fields.DeepClone() }));
            }
        }
        catch (JsonException)
        {
            // Answered as any other body that is no object.
        }
        return SandboxJson.Refuse("body", "must be a JSON object");
    }

    private static IResult Do(
        HttpContext http, TenantStore tenant, string kind, string id, string what, Func<JsonObject, GenesysError?> rule)
    {
        var (after, refusal) = tenant.Change(kind, id, $"agent: {what}", 0, rule);
        return http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)
            ? Results.Redirect(TenantPages.PathOf(http, after))
            : refusal is { Message: var reason } ? Results.Problem(detail: reason, statusCode: refusal.Status)
            : GenesysJson.Answer(TenantView.Of(after));
    }

    private static GenesysError? Set(JsonObject item, SandboxStatus status)
    {
        item["status"] = status.Name;
        return null;
    }
}
