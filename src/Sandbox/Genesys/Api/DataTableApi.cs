using System.Text.Json;
using System.Text.Json.Nodes;
using CryptoPay.Sandbox.Genesys.Tenant;
using CryptoPay.Sandbox.Genesys.Wire;

namespace CryptoPay.Sandbox.Genesys.Api;

/// <summary>Data tables and their rows; a row is flat and has its key in <c>key</c>.</summary>
internal static class DataTableApi
{
    // Any other does too; a real table has those alone that somebody made.
    private static readonly string[] Columns =
    [
        "key", "caseStatus", "outcome", "actionRequired", "amount", "amountPaid", "amountDue", "amountRefunded",
        "isoCode", "cryptoCode", "paymentIntentId", "settledAt",
    ];

    public static void MapDataTables(this IEndpointRouteBuilder api)
    {
        var table = api.MapGroup("/flows/datatables/{tableId}");
        table.MapGet("", (string tableId, [AsParameters] GenesysCall call) => call.Run("table-read", [tableId], () =>
            GenesysJson.Answer(Table(call, call.Tenant.See(TenantKind.Table, tableId)))));
        table.MapPost("/rows", Add);
        table.MapGet("/rows/{key}", (string tableId, string key, [AsParameters] GenesysCall call) =>
            call.Run("row-read", [tableId, Key(key)], () => Find(call, tableId, Key(key)) is { } row
                ? Answer(call, row)
                : GenesysError.NotFound));
        table.MapPut("/rows/{key}", Put);
    }

    private static Task<IResult> Add(string tableId, [AsParameters] GenesysCall call) =>
        call.Run("row", [tableId], row =>
        {
            if (Mistake(row, null) is { } mistake) return mistake;
            call.Tenant.See(TenantKind.Table, tableId);
            var key = (string)row["key"]!;
            return call.Tenant.Create(
                TenantKind.Row, Id(tableId, key), tableId, row.DeepClone().AsObject(), call.Name, 200) is null
                ? GenesysError.Conflict($"The row {key} already exists.")
                : GenesysJson.Answer(row.DeepClone());
        });

    private static Task<IResult> Put(string tableId, string key, [AsParameters] GenesysCall call) =>
        call.Run("row", [tableId, Key(key)], row =>
        {
            if (Mistake(row, Key(key)) is { } mistake) return mistake;
            if (Find(call, tableId, Key(key)) is not { } known) return GenesysError.NotFound;
            return call.Change(TenantKind.Row, known.Id, state =>
            {
                state.Clear();
                state["key"] = Key(key);
                foreach (var (column, value) in row) state[column] = value?.DeepClone();
                return null;
            }, after => GenesysJson.Answer(after.State.DeepClone()));
        });

    private static JsonObject Table(GenesysCall call, TenantObject table)
    {
        var answer = new JsonObject
        {
            ["id"] = table.Id,
            ["name"] = table.Text("name"),
            ["selfUri"] = $"/api/v2/flows/datatables/{table.Id}",
        };
        if (call.Http.Request.Query["expand"] == "schema")
        {
            answer["schema"] = new JsonObject
            {
                ["type"] = "object",
                ["required"] = new JsonArray("key"),
                ["properties"] = new JsonObject(Columns.Select(column =>
                    KeyValuePair.Create(column, (JsonNode?)new JsonObject { ["type"] = "string" }))),
                ["additionalProperties"] = true,
            };
        }
        return answer;
    }

    /// <summary>Without showbrief=false the real one shows the key alone.</summary>
    private static IResult Answer(GenesysCall call, TenantObject row) => GenesysJson.Answer(
        call.Http.Request.Query["showbrief"] == "false"
            ? row.State.DeepClone()
            : new JsonObject { ["key"] = row.Text("key") });

    private static GenesysError? Mistake(JsonObject row, string? key)
    {
        foreach (var (column, value) in row)
        {
            if (value?.GetValueKind() is JsonValueKind.Object or JsonValueKind.Array or null)
                return GenesysError.BadRequest($"{column} must be a string, a number or a boolean.");
        }
        return row["key"] switch
        {
            null when key is not null => null,
            { } given when given.GetValueKind() == JsonValueKind.String && (string)given! == (key ?? (string)given!) =>
                null,
            _ => GenesysError.BadRequest(key is null ? "key must be a string." : $"key must be {key}."),
        };
    }

    private static TenantObject? Find(GenesysCall call, string tableId, string key) =>
        call.Tenant.Find(TenantKind.Row, Id(tableId, key));

    private static string Id(string tableId, string key) => $"{tableId}/{key}";

    /// <summary>The server leaves a slash in a path escaped.</summary>
    private static string Key(string segment) => segment.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
