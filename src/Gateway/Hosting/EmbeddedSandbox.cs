using System.Security.Cryptography;
using CryptoPay.Sandbox;
using CryptoPay.Silo;

namespace CryptoPay.Gateway.Hosting;

/// <summary>
/// Where no processor is configured there are some to play with: the account <c>sandbox</c>, which talks real HTTP to a
/// sandbox under <c>/sandbox</c> of this same host, and one account for each further dialect of it. They need nothing but
/// settings, as real processors would.
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
        builder.Configuration.AddInMemoryCollection(
            [new(IsEmbedded, "true"), new("DefaultProcessor", Account), .. BtcPay(own), .. BitPay(own), .. Signed(own)]);
        builder.Services.AddSandbox(builder.Configuration);
    }

    // The sandbox lives and dies with this process, and so do the secrets that both sides know.
    private static string NewSecret() => RandomNumberGenerator.GetHexString(64, lowercase: true);

    private static Dictionary<string, string?> BtcPay(string own)
    {
        var secret = NewSecret();
        return new Dictionary<string, string?>
        {
            [$"Processors:{Account}:Kind"] = "BtcPay",
            [$"Processors:{Account}:BaseUrl"] = $"{own}/sandbox/btcpay",
            [$"Processors:{Account}:StoreId"] = "sandbox-store",
            [$"Processors:{Account}:ApiKey"] = secret,
            [$"Processors:{Account}:WebhookSecret"] = secret,
            ["Sandbox:BtcPay:StoreId"] = "sandbox-store",
            ["Sandbox:BtcPay:ApiKey"] = secret,
            ["Sandbox:BtcPay:WebhookSecret"] = secret,
            ["Sandbox:BtcPay:WebhookUrl"] = $"{own}/webhooks/{Account}",
        };
    }

    private static Dictionary<string, string?> BitPay(string own)
    {
        const string account = $"{Account}-bitpay";
        var (apiToken, merchantToken) = (NewSecret(), NewSecret());
        return new Dictionary<string, string?>
        {
            [$"Processors:{account}:Kind"] = "BitPay",
            [$"Processors:{account}:BaseUrl"] = $"{own}/sandbox/bitpay",
            [$"Processors:{account}:ApiToken"] = apiToken,
            [$"Processors:{account}:MerchantToken"] = merchantToken,
            [$"Processors:{account}:MerchantKey"] = NewSecret(),
            [$"Processors:{account}:WebhookUrl"] = $"{own}/webhooks/{account}",
            ["Sandbox:BitPay:ApiToken"] = apiToken,
            ["Sandbox:BitPay:MerchantToken"] = merchantToken,
        };
    }

    private static Dictionary<string, string?> Signed(string own)
    {
        const string account = $"{Account}-signed";
        var secret = NewSecret();
        return new Dictionary<string, string?>
        {
            [$"Processors:{account}:Kind"] = "Signed",
            [$"Processors:{account}:BaseUrl"] = $"{own}/sandbox/signed",
            [$"Processors:{account}:ApiKey"] = secret,
            [$"Processors:{account}:WebhookSecret"] = secret,
            [$"Processors:{account}:WebhookUrl"] = $"{own}/webhooks/{account}",
            ["Sandbox:Signed:ApiKey"] = secret,
            ["Sandbox:Signed:WebhookSecret"] = secret,
        };
    }

    public static bool IsOn(IConfiguration configuration) => configuration.GetValue<bool>(IsEmbedded);

    public static void MapEmbeddedSandbox(this WebApplication app)
    {
        if (IsOn(app.Configuration)) app.MapSandbox();
    }
}
