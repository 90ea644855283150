using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace CryptoPay.Processors.Tests;

/// <summary>What an adapter sent.</summary>
public sealed record HttpCall(HttpMethod Method, string PathAndQuery, string Body, HttpRequestHeaders Headers)
{
    /// <summary>As it was sent: a retry signs the same request anew.</summary>
    public string Authorization { get; } = Headers.Authorization?.ToString() ?? "";
}

/// <summary>How the processor's end behaves toward one call.</summary>
public abstract record Answer
{
    private Answer() { }

    public sealed record Says(int Status, string Body, string? RetryAfter = null) : Answer;

    /// <summary>A good answer of any length.</summary>
    public sealed record Streams(Func<Stream> Body) : Answer;

    /// <summary>The call arrives and the connection breaks before the answer.</summary>
    public sealed record Lost : Answer;

    /// <summary>The call arrives and nothing more is heard.</summary>
    public sealed record Silent : Answer;
}

/// <summary>Stands in the place of the network. A call that the script does not know fails the test.</summary>
internal sealed class ScriptedServer : HttpMessageHandler
{
    private int silentCalls;

    /// <summary>What its answers say the time is; null for nothing.</summary>
    public DateTimeOffset? Date { get; set; }

    public List<HttpCall> Calls { get; } = [];

    /// <summary>A call waits for an answer that never comes.</summary>
    public bool IsSilent => Volatile.Read(ref silentCalls) > 0;

    public Func<HttpCall, Answer> Script { get; set; } =
        call => throw new InvalidOperationException($"Not scripted: {call}");

    /// <summary>Answers in this order, whatever is asked.</summary>
    public void Answers(params Answer[] answers)
    {
        var left = new Queue<Answer>(answers);
        Script = call => left.TryDequeue(out var answer)
            ? answer
            : throw new InvalidOperationException($"One call too many: {call}");
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellation)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellation);
        var call = new HttpCall(request.Method, request.RequestUri!.PathAndQuery, body, request.Headers);
        lock (Calls) Calls.Add(call);
        switch (Script(call))
        {
            case Answer.Says says:
                var answer = new HttpResponseMessage((HttpStatusCode)says.Status)
                {
                    RequestMessage = request,
                    Content = new StringContent(says.Body, Encoding.UTF8, "application/json"),
                };
                answer.Headers.Date = Date;
                if (says.RetryAfter is not null) answer.Headers.TryAddWithoutValidation("Retry-After", says.RetryAfter);
                return answer;
            case Answer.Streams streams:
                return new HttpResponseMessage(HttpStatusCode.OK)
                {
                    RequestMessage = request,
                    Content = new StreamContent(streams.Body()),
                };
            case Answer.Lost:
                throw new HttpRequestException(
                    HttpRequestError.ResponseEnded, "Reset.", new IOException("Connection reset by peer."));
            default:
                Interlocked.Increment(ref silentCalls);
                // One callback does both, in this order: an awaited delay could end the registration before it ran.
                var givenUp = new TaskCompletionSource();
                await using (cancellation.Register(() =>
                {
                    Interlocked.Decrement(ref silentCalls);
                    givenUp.TrySetCanceled(cancellation);
                }))
                {
                    await givenUp.Task;
                }

                throw new InvalidOperationException();
        }
    }
}
