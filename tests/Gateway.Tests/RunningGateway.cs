using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Links;
using CryptoPay.Gateway.Tests.Webhooks;
using CryptoPay.Hosting.Storage;
using CryptoPay.Loopback;
using CryptoPay.Payments.Processors;
using CryptoPay.Silo.Storage;
using CryptoPay.Silo.Storage.Sql;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Dashboard;

[assembly: AssemblyFixture(typeof(CryptoPay.Gateway.Tests.RunningGateway))]

namespace CryptoPay.Gateway.Tests;

/// <summary>
/// The gateway as it runs, on a free port of the loopback, with a silo that can tell who holds a key and nothing else.
/// </summary>
public sealed class RunningGateway : IAsyncLifetime
{
    public const string Key = Requests.Key;

    /// <summary>Reaches all merchants and has every scope.</summary>
    public const string OperatorKey = "an-operator's-key-of-the-tests";
    public const string PublicBaseUrl = "https://pay.example.test";

    /// <summary>The one that the key's merchant has.</summary>
    public const string NotificationHost = "hooks.example.test";

    private readonly string folder = Directory.CreateTempSubdirectory("cryptopay-gateway-").FullName;
    private readonly WebApplication app;

    public RunningGateway() : this([]) { }

    internal RunningGateway(Dictionary<string, string?> settings, Action<WebApplicationBuilder>? with = null)
    {
        var builder = NewBuilder("Production", new()
        {
            ["Secret"] = "first",
            ["Limits:LoginsPerMinute"] = "1000",
            ["Limits:WrongKeysPerMinute"] = "1000000",
            ["Limits:WrongWebhooksPerMinute"] = "1000",
            ["ApiKeys:tests:Sha256"] = Convert.ToHexString(ApiKeyRing.Hash(Key)),
            ["ApiKeys:operator:Sha256"] = Convert.ToHexString(ApiKeyRing.Hash(OperatorKey)),
            ["ApiKeys:operator:Merchant"] = "*",
            ["Notifications:default:Hosts:0"] = NotificationHost,
        });
        foreach (var (i, scope) in ScopeNames.Every.Select(ScopeNames.Name).Index())
            builder.Configuration[$"ApiKeys:operator:Scopes:{i}"] = scope;
        builder.Configuration.AddInMemoryCollection(settings);
        with?.Invoke(builder);
        // There is nobody here to ask, and Orleans calls each try an error.
        builder.Services.Remove(
            builder.Services.Single(service => service.ImplementationType == typeof(LinkKeyAtStart)));
        builder.Services.AddKeyedSingleton<IWebhookReceiver>(
            "shop", new HmacReceiver(() => builder.Configuration["Secret"]!));
        builder.Services.AddSingleton(new ProcessorAccounts([], ""));
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(siloPort: Ports.Free(), gatewayPort: Ports.Free()).AddDashboard());
        builder.Services.AddDatabase(new StorageOptions { ConnectionString = $"Data Source={folder}/cryptopay.db" });
        app = builder.Build();
        app.Services.GetRequiredService<DatabaseSchema>().Apply();
        app.MapGateway();
        app.MapGet("/throws/{what}", IResult (string what) => throw (what switch
        {
            "silo" => new SiloUnavailableException("secret detail"),
            "timeout" => new TimeoutException("secret detail"),
            _ => new InvalidOperationException("secret detail"),
        })).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>Follows no redirect and keeps no cookie by itself.</summary>
    public HttpClient Client { get; private set; } = null!;

    public IServiceProvider Services => app.Services;

    internal IConfigurationRoot Configuration => (IConfigurationRoot)app.Configuration;

    public Task<HttpResponseMessage> Send(HttpRequestMessage request) =>
        Client.SendAsync(request, Requests.Cancellation);

    internal static WebApplicationBuilder NewBuilder(string environment, Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(settings)
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Gateway:PublicBaseUrl"] = PublicBaseUrl,
        });
        builder.Logging.ClearProviders();
        HttpHandlers.EndWithTheirHost(builder.Services);
        builder.AddGateway();
        return builder;
    }

    public async ValueTask InitializeAsync()
    {
        await app.StartAsync();
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
        {
            BaseAddress = new Uri(app.Urls.Single()),
        };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
