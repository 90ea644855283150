using System.Text.Json.Nodes;
using CryptoPay.Sandbox.Genesys.Access;
using CryptoPay.Sandbox.Genesys.Contract;
using CryptoPay.Sandbox.Genesys.Wire;
using Microsoft.Extensions.Options;

namespace CryptoPay.Sandbox.Genesys.Api;

/// <summary>What tells a client who it is and which permissions there are.</summary>
internal static class CheckApi
{
    private const string RoleId = "5ab0c000-0000-4000-8000-0000000000b0";
    private const string DivisionId = "5ab0c000-0000-4000-8000-0000000000d0";

    public static void MapChecks(this IEndpointRouteBuilder api)
    {
        api.MapGet("/tokens/me", ([AsParameters] GenesysCall call, IOptionsMonitor<GenesysOptions> options) =>
            call.Run("check", [], () => GenesysJson.Answer(new JsonObject
            {
                ["organization"] = new JsonObject { ["id"] = DivisionId, ["name"] = "Sandbox" },
                ["OAuthClient"] = Client(options.CurrentValue),
            })));
        api.MapGet("/oauth/clients/{id}",
            (string id, [AsParameters] GenesysCall call, IOptionsMonitor<GenesysOptions> options) =>
                call.Run("check", [id], () => id == options.CurrentValue.ClientId
                    ? GenesysJson.Answer(Client(options.CurrentValue))
                    : GenesysError.NotFound));
        api.MapGet("/authorization/permissions", ([AsParameters] GenesysCall call) =>
            call.Run("check", [], () => GenesysJson.Answer(Permissions())));
    }

    private static JsonObject Client(GenesysOptions options) => new()
    {
        ["id"] = options.ClientId,
        ["name"] = "CryptoPay",
        ["authorizedGrantType"] = "CLIENT-CREDENTIALS",
        ["state"] = "active",
        ["roleDivisions"] =
            new JsonArray(new JsonObject { ["roleId"] = RoleId, ["divisionId"] = DivisionId }),
    };

    /// <summary>Those that the contract's calls need, on one page.</summary>
    private static JsonObject Permissions()
    {
        var domains = GenesysContract.Permissions.Select(permission => permission.Split(':'))
            .GroupBy(parts => parts[0], parts => (Entity: parts[1], Action: parts[2]))
            .Select(domain => new JsonObject
            {
                ["domain"] = domain.Key,
                ["permissionMap"] = new JsonObject(domain.GroupBy(of => of.Entity, of => of.Action).Select(entity =>
                    KeyValuePair.Create<string, JsonNode?>(entity.Key, new JsonArray([.. entity.Select(action =>
                        new JsonObject { ["entityType"] = entity.Key, ["action"] = action })])))),
            })
            .ToArray();
        return new JsonObject
        {
            ["pageSize"] = domains.Length,
            ["pageNumber"] = 1,
            ["pageCount"] = 1,
            ["total"] = domains.Length,
            ["entities"] = new JsonArray([.. domains]),
        };
    }
}
