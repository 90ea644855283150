namespace CryptoPay.Processors.Http;

/// <summary>
/// Reads the whole answer, 1 MiB at most. It stands inside the resilience pipeline: HttpClient itself reads the body
/// only after its handlers have returned, where no time-out of ours would see a body that never ends.
/// </summary>
internal sealed class BoundedAnswer : DelegatingHandler
{
    /// <summary>
    /// Leaves a good answer to whoever asked: <see cref="LongList"/> has bounds and a time-out of its own.
    /// </summary>
    public static readonly HttpRequestOptionsKey<bool> IsLeftUnread = new("CryptoPay.IsLeftUnread");

    private const long AnswerBytesMax = 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellation)
    {
        var answer = await base.SendAsync(request, cancellation).ConfigureAwait(false);
        if (answer.IsSuccessStatusCode && request.Options.TryGetValue(IsLeftUnread, out var isLeft) && isLeft)
            return answer;

        try
        {
            await answer.Content.LoadIntoBufferAsync(AnswerBytesMax, cancellation).ConfigureAwait(false);
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }
}
