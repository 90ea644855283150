using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Hosting;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Loopback;
using CryptoPay.Payments;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(CryptoPay.Gateway.Tests.WholeGateway))]
// Most of these tests wait for a processor, a lock or a start, and not for a core.
[assembly: Xunit.v3.Parallelization(MaxThreads = 8)]

namespace CryptoPay.Gateway.Tests;

/// <summary>
/// All that the program starts, on loopback and in real time: the gateway, a silo on a SQLite file, a sandbox behind
/// real HTTP. Reads by schedule are a minute apart, so what is found sooner was told by a webhook.
/// </summary>
public class WholeGateway : IAsyncLifetime
{
    public const string Merchant = "first";
    public const string Key = $"the-key-of-{Merchant}";
    public const string OtherKey = "the-key-of-other";

    /// <summary>Reaches all merchants and has every scope.</summary>
    public const string OperatorKey = "the-key-of-an-operator";

    // The last have no orders but those of one test or class each.
    internal static readonly string[] Merchants =
        [Merchant, "other", "pages", "filters", "looks", "rows", "north", "south", "books", "ledger"];

    private readonly string folder = Directory.CreateTempSubdirectory("cryptopay-gateway-").FullName;
    private readonly WebApplication app;
    private bool isStarted;

    public WholeGateway() : this([]) { }

    /// <param name="settings">"{address}" stands for its own.</param>
    internal WholeGateway(params string[] settings) : this(settings, with: null) { }

    internal WholeGateway(string[] settings, Action<WebApplicationBuilder>? with)
    {
        Address = new Uri($"http://127.0.0.1:{Ports.Free()}");
        app = GatewayHost.Build([
            "--environment=Test",
            $"--urls={Address.GetLeftPart(UriPartial.Authority)}",
            $"--Cluster:SiloPort={Ports.Free()}",
            $"--Cluster:GatewayPort={Ports.Free()}",
            $"--Storage:ConnectionString=Data Source={DatabasePath}",
            $"--Sandbox:ConnectionString=Data Source={Path.Combine(folder, "sandbox.db")}",
            .. Merchants.SelectMany(KeySettings),
            $"--ApiKeys:{Merchant}:MayRefund=true",
            $"--ApiKeys:operator:Sha256={Convert.ToHexString(ApiKeyRing.Hash(OperatorKey))}",
            "--ApiKeys:operator:Merchant=*",
            .. ScopeNames.Every.Select((scope, i) => $"--ApiKeys:operator:Scopes:{i}={scope.Name()}"),
            "--Limits:LoginsPerMinute=1000",
            "--Limits:WrongKeysPerMinute=1000000",
            "--Polling:ShortPeriod=00:01:00",
            "--Polling:ReadGap=00:00:00",
            "--Logging:Console:LogLevel:Default=None",
            $"--Logging:{LogCapture.Alias}:LogLevel:Default=Information",
            $"--Logging:{LogCapture.Alias}:LogLevel:CryptoPay=Trace",
            .. settings.Select(
                setting => setting.Replace("{address}", Address.GetLeftPart(UriPartial.Authority)))],
            builder =>
            {
                HttpHandlers.EndWithTheirHost(builder.Services);
                with?.Invoke(builder);
            });
        app.Services.GetRequiredService<ILoggerFactory>().AddProvider(Log);
        // Follows no redirect and keeps no cookie by itself.
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        Client = new HttpClient(new ComesAgain(handler)) { BaseAddress = Address, Timeout = Payments.Patience };
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => app.Services;

    public string DatabasePath => Path.Combine(folder, "data", "cryptopay.db");

    /// <summary>What the sandbox signs its webhooks with.</summary>
    public string WebhookSecret => Setting("WebhookSecret");

    internal LogCapture Log { get; } = new();

    /// <summary>Of its account at the sandbox.</summary>
    public string Setting(string name) => Services.GetRequiredService<IConfiguration>()[$"Processors:sandbox:{name}"]!;

    public static string KeyOf(string merchant) => $"the-key-of-{merchant}";

    internal IPaymentIntentGrain Grain(string orderId) => Services.GetRequiredService<IGrainFactory>()
        .GetOrder(new OrderKey(Merchant, orderId));

    public async ValueTask InitializeAsync()
    {
        await app.StartAsync();
        isStarted = true;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        // A stop of what never started would hide why.
        if (isStarted) await app.StopAsync();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static IEnumerable<string> KeySettings(string merchant) =>
    [
        $"--ApiKeys:{merchant}:Sha256={Convert.ToHexString(ApiKeyRing.Hash(KeyOf(merchant)))}",
        $"--ApiKeys:{merchant}:Merchant={merchant}",
    ];
}
