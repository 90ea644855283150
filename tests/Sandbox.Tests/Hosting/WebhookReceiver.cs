using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Sandbox.Tests.Hosting;

internal sealed record ReceivedWebhook(IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public JsonElement Json { get; } = JsonElement.Parse(Body);

    public string Text(string field) => Json.GetProperty(field).ToString();

    public string OrderId =>
        Json.GetProperty("metadata").TryGetProperty("orderId", out var orderId) ? orderId.ToString() : "";
}

/// <summary>A merchant's server on a free loopback port. It answers what is next in line, then 200.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Queue<int> answers;
    private readonly Channel<ReceivedWebhook> received = Channel.CreateUnbounded<ReceivedWebhook>();

    private WebhookReceiver(WebApplication app, int[] answers)
    {
        this.app = app;
        this.answers = new Queue<int>(answers);
    }

    public string Address => app.Urls.Single();

    public string Url => Address + "/hook";

    public static Task<WebhookReceiver> Start(params int[] answers) => StartAt("http://127.0.0.1:0", answers);

    public static async Task<WebhookReceiver> StartAt(string address, params int[] answers)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        var receiver = new WebhookReceiver(builder.Build(), answers);
        receiver.app.MapPost("/hook", receiver.Receive);
        await receiver.app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    /// <summary>The next to come; fails, and does not hang, when none does.</summary>
    public Task<ReceivedWebhook> Next() =>
        received.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);

    /// <summary>All that comes before the webhook of a marker order, in order.</summary>
    public async Task<List<ReceivedWebhook>> UpTo(string markerOrderId)
    {
        var before = new List<ReceivedWebhook>();
        while (await Next() is var next && next.OrderId != markerOrderId)
        {
            before.Add(next);
        }
        return before;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> Receive(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var headers = request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString());
        await received.Writer.WriteAsync(new ReceivedWebhook(headers, body.ToArray()));
        return Results.StatusCode(answers.TryDequeue(out var status) ? status : 200);
    }
}
