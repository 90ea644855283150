using CryptoPay.Sandbox;
using CryptoPay.Silo;

namespace CryptoPay.Gateway.Hosting;

/// <summary>
/// Where no processor is configured there are some to play with: the accounts of <see cref="SandboxAccounts"/>, which
/// talk real HTTP to a sandbox under <c>/sandbox</c> of this same host.
/// </summary>
internal static class EmbeddedSandbox
{
    private const string IsEmbedded = "Sandbox:IsEmbedded";

    /// <exception cref="InvalidOperationException">In Production a processor must be configured.</exception>
    public static void AddEmbeddedSandbox(this WebApplicationBuilder builder)
    {
        if (builder.Configuration.GetSection("Processors").GetChildren().Any()) return;
        // The silo that calls the processor is another process then, and has accounts of its own.
        if (builder.Configuration.GetValue<ClusterMode>("Cluster:Mode") == ClusterMode.Client) return;
        if (builder.Environment.IsProduction() && !builder.Configuration.GetValue<bool>("Sandbox:AllowInProduction"))
        {
            throw new InvalidOperationException(
                "No processor account is configured. Set Processors:<account>:Kind and what that kind needs, for "
                + "example BtcPay: BaseUrl, ApiKey, StoreId, WebhookSecret.");
        }

        builder.Configuration.AddInMemoryCollection(
            [new(IsEmbedded, "true"), .. SandboxAccounts.Settings(OwnAddress.Of(builder.Configuration))]);
        builder.Services.AddSandbox(builder.Configuration);
    }

    public static bool IsOn(IConfiguration configuration) => configuration.GetValue<bool>(IsEmbedded);

    public static void MapEmbeddedSandbox(this WebApplication app)
    {
        if (IsOn(app.Configuration)) app.MapSandbox();
    }
}
