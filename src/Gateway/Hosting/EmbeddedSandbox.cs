using System.Security.Cryptography;
using CryptoPay.Sandbox;
using CryptoPay.Silo;

namespace CryptoPay.Gateway.Hosting;

/// <summary>
/// Where no processor is configured there is one to play with: the account <c>sandbox</c>, which talks real HTTP to a
/// sandbox under <c>/sandbox</c> of this same host. It needs nothing but settings, as a real BTCPay Server would.
/// </summary>
internal static class EmbeddedSandbox
{
    private const string Account = "sandbox";
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

        var own = OwnAddress.Of(builder.Configuration);
        // The sandbox lives and dies with this process, and so does the secret that both sides know.
        var secret = RandomNumberGenerator.GetHexString(32, lowercase: true);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [IsEmbedded] = "true",
            [$"Processors:{Account}:Kind"] = "BtcPay",
            [$"Processors:{Account}:BaseUrl"] = $"{own}/sandbox/btcpay",
            [$"Processors:{Account}:StoreId"] = "sandbox-store",
            [$"Processors:{Account}:ApiKey"] = secret,
            [$"Processors:{Account}:WebhookSecret"] = secret,
            ["Sandbox:BtcPay:StoreId"] = "sandbox-store",
            ["Sandbox:BtcPay:ApiKey"] = secret,
            ["Sandbox:BtcPay:WebhookSecret"] = secret,
            ["Sandbox:BtcPay:WebhookUrl"] = $"{own}/webhooks/{Account}",
        });
        builder.Services.AddSandbox(builder.Configuration);
    }

    public static bool IsOn(IConfiguration configuration) => configuration.GetValue<bool>(IsEmbedded);

    public static void MapEmbeddedSandbox(this WebApplication app)
    {
        if (IsOn(app.Configuration)) app.MapSandbox();
    }
}
