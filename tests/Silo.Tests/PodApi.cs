using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Silo.Tests;

/// <summary>
/// What a silo hears of Kubernetes that may only read pods, in namespace tests: each is labelled as ours. A list is
/// empty, and a watch hears of nothing.
/// </summary>
internal sealed class PodApi : IAsyncDisposable
{
    private const string Pods = "/api/v1/namespaces/tests/pods";

    private static readonly Dictionary<string, string> Labels = new()
    {
        ["orleans/serviceId"] = "cryptopay",
        ["orleans/clusterId"] = "cryptopay",
    };

    private readonly WebApplication server = Server();

    /// <summary>Each call: method and path.</summary>
    public ConcurrentBag<string> Asked { get; } = [];

    public string Address => server.Urls.Single();

    public async Task Start()
    {
        server.Use((http, next) =>
        {
            Asked.Add($"{http.Request.Method} {http.Request.Path}");
            return next(http);
        });
        server.MapGet($"{Pods}/{{name}}", (string name) => Json(new { metadata = new { name, labels = Labels } }));
        server.MapGet(Pods, async (HttpContext http) =>
        {
            if (http.Request.Query["watch"] != "true") return Json(new { items = Array.Empty<object>() });
            // Kubernetes holds it open until something happens.
            await Task.Delay(Timeout.Infinite, http.RequestAborted)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return Results.Empty;
        });
        server.MapFallback(() => Results.StatusCode(403));
        await server.StartAsync();
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static IResult Json(object body) => Results.Text(JsonSerializer.Serialize(body), "application/json");

    private static WebApplication Server()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["urls"] = "http://127.0.0.1:0";
        builder.Logging.ClearProviders();
        return builder.Build();
    }
}
