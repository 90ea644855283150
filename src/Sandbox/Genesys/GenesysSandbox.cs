using System.Security.Cryptography;
using CryptoPay.Sandbox.Coins;
using CryptoPay.Sandbox.Genesys.Access;
using CryptoPay.Sandbox.Genesys.Api;
using CryptoPay.Sandbox.Genesys.Faults;
using CryptoPay.Sandbox.Genesys.Pages;
using CryptoPay.Sandbox.Genesys.Tenant;
using CryptoPay.Sandbox.Genesys.Wire;

namespace CryptoPay.Sandbox.Genesys;

/// <summary>Genesys Cloud as the sandbox plays it: what serves it, its routes, a gateway's settings for it.</summary>
internal static class GenesysSandbox
{
    private const string Path = "/sandbox/genesys";

    // What the mission's cases can be written to, in the gateway's words.
    private static readonly string[] Sinks =
        ["workitem", "attributes", "row", "summary", "comment", "workflow", "message"];

    public static void AddGenesys(this IServiceCollection services, IConfiguration sandbox)
    {
        services.Configure<GenesysOptions>(sandbox.GetSection("Genesys"));
        services.AddSingleton<Tokens>();
        services.AddSingleton<CallLimit>();
        services.AddSingleton<GenesysFaults>();
        services.AddSingleton<TenantStore>();
    }

    public static void MapGenesys(this IEndpointRouteBuilder sandbox)
    {
        var genesys = sandbox.MapGroup("/genesys");
        genesys.MapTokens();
        genesys.MapGenesysFaults();
        genesys.MapTenantPages();
        genesys.MapAgentControls();
        var api = genesys.MapGroup("/api/v2").AddEndpointFilter<RouteGroupBuilder, TokenFilter>();
        api.MapWorkItems();
        api.MapWorktypes();
        api.MapConversations();
        api.MapDataTables();
        api.MapCases();
        api.MapFlows();
        api.MapChecks();
        api.Map("/{**rest}", () => GenesysError.NotFound);
    }

    /// <summary>The settings of both sides for merchant <c>default</c>, with a new secret.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> NewSettings(string own)
    {
        var (clientId, secret) = (Coin.NewUuid(), RandomNumberGenerator.GetHexString(43, lowercase: true));
        Dictionary<string, string?> gateway = new()
        {
            ["BaseUrl"] = own + Path,
            ["ClientId"] = clientId,
            ["ClientSecret"] = secret,
            ["DataTableId"] = "5ab0c000-0000-4000-8000-0000000000e0",
            ["FlowId"] = "5ab0c000-0000-4000-8000-0000000000f0",
            ["MessageFrom"] = "+15005550006",
            ["MessengerType"] = "sms",
        };
        return
        [
            .. gateway.Select(of => KeyValuePair.Create($"Genesys:default:{of.Key}", of.Value)),
            .. Sinks.Select((sink, i) => KeyValuePair.Create($"Genesys:default:Sinks:{i}", (string?)sink)),
            .. SandboxWorktype.Statuses.Where(status => status.IsOfPayment).Select(status =>
                KeyValuePair.Create($"Genesys:default:Statuses:{status.Word}", (string?)status.Id)),
            new("Sandbox:Genesys:ClientId", clientId),
            new("Sandbox:Genesys:ClientSecret", secret),
        ];
    }
}
