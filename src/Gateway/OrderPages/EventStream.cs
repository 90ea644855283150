using System.IO.Pipelines;
using System.Net.ServerSentEvents;
using System.Text;

namespace CryptoPay.Gateway.OrderPages;

/// <summary>
/// Server-sent events of one line each. The framework's own result keeps a buffer as large as the largest event for as
/// long as the stream is open: half of what an open page costs.
/// </summary>
internal sealed class EventStream(IAsyncEnumerable<SseItem<string>> events) : IResult
{
    public async Task ExecuteAsync(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        // No proxy on the way may collect what is to be seen at once.
        http.Response.Headers["X-Accel-Buffering"] = "no";
        var body = http.Response.BodyWriter;
        try
        {
            await foreach (var one in events.WithCancellation(http.RequestAborted))
            {
                Write(body, $"event: {one.EventType}\ndata: {one.Data}\n\n");
                await body.FlushAsync(http.RequestAborted);
            }
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // The page was closed.
        }
    }

    private static void Write(PipeWriter body, string text) => Encoding.UTF8.GetBytes(text, body);
}
