using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Grains.Tests;

/// <summary>Stands where webhooks go, and answers each with 403.</summary>
internal sealed class Firewall : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<string> refused = new();

    private Firewall()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        app = builder.Build();
        app.MapPost("/webhook", async (HttpRequest request) =>
        {
            var webhook = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body);
            refused.Enqueue(webhook.GetProperty("type").GetString()!);
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        });
    }

    public string WebhookUrl => $"{app.Urls.Single()}/webhook";

    /// <summary>The types of the webhooks, in the order in which they came.</summary>
    public string[] Refused => [.. refused];

    public static async Task<Firewall> Open()
    {
        var firewall = new Firewall();
        await firewall.app.StartAsync();
        return firewall;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
