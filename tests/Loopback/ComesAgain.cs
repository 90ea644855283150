using System.Net;

namespace CryptoPay.Loopback;

/// <summary>
/// A caller with a key who is told when to come again, and does: a machine that is busy may have no answer in time.
/// Who is to wait for longer than that takes it for an answer.
/// </summary>
internal sealed class ComesAgain(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly TimeSpan LongestOfBusy = TimeSpan.FromSeconds(10);

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        while (true)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (answer is not { StatusCode: HttpStatusCode.ServiceUnavailable, Headers.RetryAfter.Delta: { } wait }
                || wait > LongestOfBusy
                || !request.Headers.Contains("X-Api-Key"))
            {
                return answer;
            }

            answer.Dispose();
            await Task.Delay(wait, cancellationToken);
        }
    }
}
