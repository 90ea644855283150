using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Loopback;

/// <summary>An operator's hook: keeps what is posted to it.</summary>
internal sealed class AlertReceiver : IAsyncDisposable
{
    /// <summary>A part of the address that nobody else may learn.</summary>
    public const string Token = "a-token-in-the-address";

    private readonly Channel<JsonElement> posts = Channel.CreateUnbounded<JsonElement>();
    private readonly WebApplication app;

    private AlertReceiver(WebApplication app) => this.app = app;

    public string Url { get; } = $"http://127.0.0.1:{Ports.Free()}/hook/{Token}";

    /// <summary>The oldest that was not read yet.</summary>
    public ChannelReader<JsonElement> Posts => posts.Reader;

    public HttpStatusCode Answer { get; set; } = HttpStatusCode.NoContent;

    public static async Task<AlertReceiver> Open()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var receiver = new AlertReceiver(builder.Build());
        receiver.app.Urls.Add(new Uri(receiver.Url).GetLeftPart(UriPartial.Authority));
        receiver.app.MapPost($"/hook/{Token}", receiver.Take);
        await receiver.app.StartAsync();
        return receiver;
    }

    public Task Close() => app.StopAsync();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> Take(HttpRequest request)
    {
        posts.Writer.TryWrite(await JsonSerializer.DeserializeAsync<JsonElement>(request.Body));
        return Results.StatusCode((int)Answer);
    }
}
