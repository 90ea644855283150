using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CryptoPay.EndToEnd.Tests;

/// <summary>
/// Stands between gateway and processor and passes every byte on. A test can hold a call at two points, before it
/// reaches the processor and before its answer leaves, and be told of each answer that has left.
/// </summary>
internal sealed class Wiretap : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient processor = new(new SocketsHttpHandler { UseProxy = false });

    private Wiretap(WebApplication app) => this.app = app;

    public string Address => app.Urls.Single();

    public Func<HttpRequest, Task> BeforeProcessor { get; set; } = _ => Task.CompletedTask;

    public Func<HttpRequest, Task> BeforeAnswer { get; set; } = _ => Task.CompletedTask;

    public Func<HttpRequest, Task> AfterAnswer { get; set; } = _ => Task.CompletedTask;

    public static bool IsCreate(HttpRequest request) =>
        request.Method == "POST" && request.Path.Value!.EndsWith("/invoices", StringComparison.Ordinal);

    public static bool IsRefund(HttpRequest request) =>
        request.Method == "POST" && request.Path.Value!.EndsWith("/refund", StringComparison.Ordinal);

    public static async Task<Wiretap> Listen(int processorPort)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var tap = new Wiretap(app);
        app.Run(context => tap.Pass(context, processorPort));
        await app.StartAsync();
        return tap;
    }

    public void LetAllPass() => BeforeProcessor = BeforeAnswer = AfterAnswer = _ => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        processor.Dispose();
    }

    private async Task Pass(HttpContext context, int processorPort)
    {
        var request = context.Request;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        await BeforeProcessor(request);

        using var call = new HttpRequestMessage(
            new HttpMethod(request.Method), $"http://localhost:{processorPort}{request.Path}{request.QueryString}");
        call.Headers.TryAddWithoutValidation("Authorization", request.Headers.Authorization.ToString());
        if (body.Length > 0)
        {
            call.Content = new ByteArrayContent(body.ToArray());
            call.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType);
        }

        // The processor finishes what it has begun, whether or not the gateway still lives.
        using var answer = await processor.SendAsync(call, CancellationToken.None);
        var bytes = await answer.Content.ReadAsByteArrayAsync(CancellationToken.None);
        await BeforeAnswer(request);
        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await context.Response.Body.WriteAsync(bytes);
        await context.Response.CompleteAsync();
        await AfterAnswer(request);
    }
}
