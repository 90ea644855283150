using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using CryptoPay.Sandbox.BtcPay.Store;
using CryptoPay.Sandbox.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Sandbox.Tests.Hosting;

/// <summary>The sandbox on a free loopback port, with a clock and a database of its own.</summary>
internal sealed class SandboxHost : IAsyncDisposable
{
    public const string StoreId = "HiuutW2VLdFW33nuFpmwLCLW16wRWeJdmpkhLJzLB3FA";
    public const string ApiKey = "011fc1a46c0114b7368dc3e3ef7f3e425654449b";
    public const string WebhookSecret = "rig-webhook-secret-0123456789abcdef";
    public const string Invoices = $"/sandbox/btcpay/api/v1/stores/{StoreId}/invoices";

    private readonly string folder;
    private readonly WebApplication app;
    private readonly ChannelReader<string> ended;

    private SandboxHost(string folder, WebApplication app, TestClock clock, ChannelReader<string> ended)
    {
        this.ended = ended;
        this.folder = folder;
        this.app = app;
        Clock = clock;
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public TestClock Clock { get; }

    public HttpClient Http { get; }

    public static Task<SandboxHost> Start(
        string webhookUrl = "", DateTimeOffset? now = null, Action<IServiceCollection>? configure = null) => Start(
        Directory.CreateTempSubdirectory("sandbox-tests").FullName,
        new TestClock(now ?? new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero)),
        webhookUrl, configure);

    /// <summary>Stops this host and starts another on the same file and clock.</summary>
    public async Task<SandboxHost> Restart(string webhookUrl = "", Action<IServiceCollection>? configure = null)
    {
        await Stop();
        return await Start(folder, Clock, webhookUrl, configure);
    }

    /// <summary>Creates an invoice of 10 USD for the order and returns its ID.</summary>
    public async Task<string> Create(string orderId, string amount = "10.00")
    {
        var answer = await Send(HttpMethod.Post, Invoices,
            $$"""{"amount":"{{amount}}","currency":"USD","metadata":{"orderId":"{{orderId}}"} }""");
        answer.EnsureSuccessStatusCode();
        return (await Json(answer)).GetProperty("id").GetString()!;
    }

    public async Task<JsonElement> Read(string invoiceId) =>
        await Json(await Send(HttpMethod.Get, $"{Invoices}/{invoiceId}"));

    public async Task<JsonElement> Control(string orderId, string control) =>
        await Json(await Send(HttpMethod.Post, $"/sandbox/orders/{Uri.EscapeDataString(orderId)}/{control}"));

    public async Task SetFault(string json)
    {
        var answer = await Send(HttpMethod.Put, "/sandbox/faults", json);
        answer.EnsureSuccessStatusCode();
    }

    public Task<HttpResponseMessage> Send(
        HttpMethod method, string path, string? body = null, CancellationToken? cancellation = null)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Authorization", "token " + ApiKey);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        return Http.SendAsync(request, cancellation ?? TestContext.Current.CancellationToken);
    }

    /// <summary>Waits until a request of this method has ended here, whether its caller still listens or not.</summary>
    public async Task RequestEnded(HttpMethod method)
    {
        string next;
        do
        {
            var end = ended.ReadAsync().AsTask();
            next = await end.WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        }
        while (next != method.Method);
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        Directory.Delete(folder, recursive: true);
    }

    private async Task Stop()
    {
        Http.Dispose();
        await app.StopAsync(TestContext.Current.CancellationToken);
        await app.DisposeAsync();
    }

    private static async Task<JsonElement> Json(HttpResponseMessage answer) =>
        await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

    private static async Task<SandboxHost> Start(
        string folder, TestClock clock, string webhookUrl, Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = Environments.Development });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSandbox(builder.Configuration);
        builder.Services.Configure<DatabaseOptions>(
            options => options.ConnectionString = $"Data Source={folder}/made/here/sandbox.db");
        builder.Services.Configure<BtcPayOptions>(options =>
        {
            options.StoreId = StoreId;
            options.ApiKey = ApiKey;
            options.WebhookUrl = webhookUrl;
            options.WebhookSecret = WebhookSecret;
            options.DefaultPaymentMethod = "LTC-CHAIN";
        });
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        var ended = Channel.CreateUnbounded<string>();
        app.Use(async (http, next) =>
        {
            await next(http);
            ended.Writer.TryWrite(http.Request.Method);
        });
        app.MapSandbox();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new SandboxHost(folder, app, clock, ended.Reader);
    }
}
