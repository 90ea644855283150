using CryptoPay.Alerting;
using CryptoPay.Genesys.Checks;
using CryptoPay.Genesys.Sinks;
using CryptoPay.Payments.Cases;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Tests;
using CryptoPay.Processors.Tests;
using CryptoPay.Sandbox.Genesys.Contract;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Genesys.Tests;

/// <summary>
/// One merchant with a tenant, registered as a host registers it, with a clock of ours and no network. What is sent to
/// the API has to keep the contract.
/// </summary>
internal sealed class GenesysRig : IDisposable
{
    public const string Secret = "s3cr3t-of-the-client";
    public const string Token = "t0ken-of-the-tenant";
    private readonly ServiceProvider services;

    public GenesysRig(params (string Setting, string? Value)[] settings) : this(Environments.Production, settings) { }

    public GenesysRig(string environment, params (string Setting, string? Value)[] settings)
    {
        (string Setting, string? Value)[] all =
            [("Region", "mypurecloud.ie"), ("ClientId", "client"), ("ClientSecret", Secret), .. settings];
        Configuration = new ConfigurationBuilder().AddInMemoryCollection(all
            .GroupBy(setting => $"Genesys:default:{setting.Setting}", setting => setting.Value)
            .ToDictionary(same => same.Key, same => same.Last())).Build();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Clock).AddGenesys(Configuration);
        services.AddSingleton<IHostEnvironment>(new Host(environment));
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        services.AddHttpClient("Genesys:default").ConfigurePrimaryHttpMessageHandler(() => Server);
        this.services = services.BuildServiceProvider();
        Server.Script = call => call.PathAndQuery == "/oauth/token" ? LogIn(call) : Api(call);
    }

    public IConfigurationRoot Configuration { get; }

    public DrivenClock Clock { get; } = new();

    public ScriptedServer Server { get; } = new();

    public AllLines Log { get; } = new();

    public Func<HttpCall, Answer> LogIn { get; set; } = _ => Json($$"""
        {"access_token":"{{Token}}","token_type":"bearer","expires_in":86400}
        """);

    /// <summary>What the API answers; good for everything until it is set.</summary>
    public Func<HttpCall, Answer> Api { get; set; } = _ => Json("{}");

    public IServiceProvider Services => services;

    public IEnumerable<ICaseSink> Sinks => services.GetServices<ICaseSink>();

    public HttpCall[] Logins => [.. Calls.Where(call => call.PathAndQuery == "/oauth/token")];

    /// <summary>To the API, as "PATCH path body".</summary>
    public string[] Told
    {
        get
        {
            var calls = Calls.Where(call => call.PathAndQuery != "/oauth/token").ToList();
            Assert.Equal([], calls.SelectMany(call =>
                GenesysContract.MistakesInRequest(call.Method.Method, call.PathAndQuery, call.Body)));
            return [.. calls.Select(call => $"{call.Method} {call.PathAndQuery} {call.Body}".TrimEnd())];
        }
    }

    private HttpCall[] Calls
    {
        get
        {
            lock (Server.Calls) return [.. Server.Calls];
        }
    }

    public static Answer Json(string body) => new Answer.Says(200, body);

    public static Answer Error(int status, string code, string? retryAfter = null) => new Answer.Says(
        status, $$"""{"message":"No.","code":"{{code}}","status":{{status}},"contextId":"c0ffee"}""", retryAfter);

    public ICaseSink Sink(string name) => Sinks.Single(sink => sink.Name == name);

    /// <summary>What the sink has to tell of this order, told.</summary>
    public Task<DeliveryResult> Deliver(string sink, PaymentIntent intent) =>
        Elapse(Sink(sink).Deliver(UpdateOf(sink, intent), CancellationToken.None));

    public CaseUpdate UpdateOf(string sink, PaymentIntent intent) => CaseUpdate.Of(
        intent, Sink(sink), Assert.Single(Sink(sink).NoticesOf(intent)), intent.ChangedAt.AddSeconds(1), Story.Policy);

    public async Task<string[]> Check(CheckedItems? items = null) =>
    [
        .. (await Elapse(services.CheckTenant(Configuration, "default", items ?? new(), CancellationToken.None)))
            .Select(finding => $"{finding.Kind}: {finding.Text}"),
    ];

    public Task<T> Elapse<T>(Task<T> call) => Clock.Elapse(Server, call);

    public void Change(string setting, string? value)
    {
        Configuration[$"Genesys:default:{setting}"] = value;
        try
        {
            Configuration.Reload();
        }
        catch (AggregateException)
        {
            // Settings that cannot work say so to whoever reloads.
        }
        catch (Microsoft.Extensions.Options.OptionsValidationException)
        {
        }
    }

    public void Dispose() => services.Dispose();

    private sealed class Host(string environment) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = environment;

        public string ApplicationName { get; set; } = "";

        public string ContentRootPath { get; set; } = "";

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
