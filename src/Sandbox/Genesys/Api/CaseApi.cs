using System.Globalization;
using System.Text.Json.Nodes;
using CryptoPay.Sandbox.Coins;
using CryptoPay.Sandbox.Genesys.Tenant;
using CryptoPay.Sandbox.Genesys.Wire;

namespace CryptoPay.Sandbox.Genesys.Api;

/// <summary>Cases of Case Management: their summary and comments. There is no call that sets their status.</summary>
internal static class CaseApi
{
    private const int PageSize = 25;
    private const int PageSizeMax = 200;

    public static void MapCases(this IEndpointRouteBuilder api)
    {
        var one = api.MapGroup("/casemanagement/cases/{id}");
        one.MapGet("", (string id, [AsParameters] GenesysCall call) =>
            call.Run("case-read", [id], () => Answer(call.Tenant.See(TenantKind.Case, id))));
        one.MapPatch("/summary", (string id, [AsParameters] GenesysCall call) =>
            call.Run("summary", [id], body => call.Change(
                TenantKind.Case, id,
                state =>
                {
                    state["summary"] = (string?)body["summary"];
                    return null;
                },
                Answer)));
        one.MapGet("/comments", (string id, [AsParameters] GenesysCall call) =>
            call.Run("comment-read", [id], () => Comments(call, id)));
        one.MapPost("/comments", (string id, [AsParameters] GenesysCall call) =>
            call.Run("comment", [id], body =>
            {
                call.Tenant.See(TenantKind.Case, id);
                var state = new JsonObject { ["content"] = (string?)body["content"] };
                return GenesysJson.Answer(Comment(
                    call.Tenant.Create(TenantKind.Comment, Coin.NewUuid(), id, state, call.Name, 200)!));
            }));
    }

    private static IResult Answer(TenantObject one) => GenesysJson.Answer(new JsonObject
    {
        ["id"] = one.Id,
        ["reference"] = $"CASE-{one.Id}",
        ["summary"] = one.Text("summary"),
        ["status"] = "Open",
        ["priority"] = "Medium",
        ["dateCreated"] = GenesysJson.Time(one.CreatedAt),
        ["dateModified"] = GenesysJson.Time(one.ChangedAt() ?? one.CreatedAt),
        ["selfUri"] = $"/api/v2/casemanagement/cases/{one.Id}",
    });

    /// <summary>
    /// A page of them, those that a fault hides left out. <c>after</c> is the last one of the page before.
    /// </summary>
    private static IResult Comments(GenesysCall call, string caseId)
    {
        var query = call.Http.Request.Query;
        var size = int.TryParse(query["pageSize"], NumberStyles.None, CultureInfo.InvariantCulture, out var asked)
            ? asked
            : PageSize;
        if (size is < 1 or > PageSizeMax) return GenesysError.BadRequest($"pageSize must be from 1 to {PageSizeMax}.");
        var now = call.Time.GetUtcNow();
        IEnumerable<TenantObject> listed = [.. call.Tenant.Of(TenantKind.Comment, caseId)
            .Where(comment => !call.Faults.Switch.HidesFromSearch(caseId, now - comment.CreatedAt))];
        if (query["sortOrder"] == "asc") listed = listed.Reverse();
        if (query["after"].ToString() is { Length: > 0 } after)
            listed = listed.SkipWhile(comment => comment.Id != after).Skip(1);
        TenantObject[] page = [.. listed.Take(size + 1)];
        var path = $"/api/v2/casemanagement/cases/{caseId}/comments";
        var answer = new JsonObject
        {
            ["entities"] = new JsonArray([.. page.Take(size).Select(Comment)]),
            ["selfUri"] = path,
        };
        if (page.Length > size)
            answer["nextUri"] = $"{path}?after={page[size - 1].Id}&pageSize={size}{SortOrder(query["sortOrder"])}";
        return GenesysJson.Answer(answer);
    }

    private static string SortOrder(string? asked) => asked is null ? "" : $"&sortOrder={asked}";

    private static JsonObject Comment(TenantObject comment) => new()
    {
        ["id"] = comment.Id,
        ["content"] = comment.Text("content"),
        ["dateCreated"] = GenesysJson.Time(comment.CreatedAt),
        ["dateModified"] = GenesysJson.Time(comment.CreatedAt),
        ["selfUri"] = $"/api/v2/casemanagement/cases/{comment.Parent}/comments/{comment.Id}",
    };
}
