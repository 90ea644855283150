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

    /// <summary>Of this event posts are refused; of all others they are answered with <see cref="Answer"/>.</summary>
    public int Refused { get; set; }

    /// <summary>What it waits for before it answers.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

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
        var post = await JsonSerializer.DeserializeAsync<JsonElement>(request.Body);
        posts.Writer.TryWrite(post);
        await Hold.WaitAsync(request.HttpContext.RequestAborted);
        return Results.StatusCode(post.GetProperty("event").GetInt32() == Refused ? 400 : (int)Answer);
    }
}
