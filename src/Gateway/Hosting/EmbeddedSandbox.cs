using CryptoPay.Hosting.Cluster;
using CryptoPay.Processors;
using CryptoPay.Sandbox;

namespace CryptoPay.Gateway.Hosting;

/// <summary>
/// Where no processor is configured there are some to play with: an account of each of the sandbox's dialects. They
/// talk real HTTP to a sandbox under <c>/sandbox</c> of this same host.
/// </summary>
internal static class EmbeddedSandbox
{
    private const string IsEmbedded = "Sandbox:IsEmbedded";
    private const string HasOwnGenesys = "Sandbox:HasGenesys";

    /// <exception cref="InvalidOperationException">In Production a processor must be configured.</exception>
    public static void AddEmbeddedSandbox(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetSection("Processors").GetChildren().Any(IsAccount)) return;
        // The silo that calls the processor is another process then, and has accounts of its own.
        if (builder.Configuration.GetValue<ClusterMode>("Cluster:Mode") == ClusterMode.Client) return;
        if (builder.Environment.IsProduction() && !builder.Configuration.GetValue<bool>("Sandbox:AllowInProduction"))
        {
            throw new InvalidOperationException(
                "No processor account is configured. Set Processors:<account>:Kind and what that kind needs, for "
                + "example BtcPay: BaseUrl, ApiKey, StoreId, WebhookSecret.");
        }

        builder.Configuration.AddInMemoryCollection(
            [new(IsEmbedded, "true"), .. SandboxComposition.NewAccounts(OwnAddress.Of(builder.Configuration))]);
        // Nobody's wallet is behind them, so they are for every caller, unless a setting says who may use one.
        string[] merchants = [.. ConfiguredMerchants.Of(builder.Configuration).Append(ConfiguredMerchants.Default)];
        foreach (var account in builder.Configuration.GetSection("Processors").GetChildren().ToList())
        {
            if (account.GetSection("Merchants").Exists()) continue;
            for (var i = 0; i < merchants.Length; i++) account[$"Merchants:{i}"] = merchants[i];
        }

        AddGenesysTo(builder);
        builder.Services.AddSandbox(builder.Configuration);
    }

    /// <summary>A Genesys Cloud to play with, where nobody has connected a real one.</summary>
    private static void AddGenesysTo(WebApplicationBuilder builder)
    {
        if (!builder.Environment.IsDevelopment() || builder.Configuration.GetSection("Genesys").GetChildren().Any())
            return;
        builder.Configuration.AddInMemoryCollection(
            [new(HasOwnGenesys, "true"), .. SandboxComposition.NewGenesys(OwnAddress.Of(builder.Configuration))]);
    }

    /// <summary>And not merely whose money one of the sandbox's own takes.</summary>
    private static bool IsAccount(IConfigurationSection account) =>
        account.GetChildren().Any(setting => !setting.Key.Equals("Merchants", StringComparison.OrdinalIgnoreCase));

    public static bool IsOn(IConfiguration configuration) => configuration.GetValue<bool>(IsEmbedded);

    /// <summary>Cases are shown by the sandbox too.</summary>
    public static bool HasGenesys(IConfiguration configuration) => configuration.GetValue<bool>(HasOwnGenesys);

    public static void MapEmbeddedSandbox(this WebApplication app)
    {
        // It is we who call it, from one address, and as often as there are orders.
        if (IsOn(app.Configuration)) app.MapSandbox().DisableRateLimiting();
    }
}
