namespace CryptoPay.Processors.Checks;

/// <summary>What one account's answers tell about their server's clock.</summary>
internal sealed class ServerTime(TimeProvider time)
{
    public bool HasAnswered { get; private set; }

    /// <summary>
    /// One answer at least was plain JSON. Every kind of processor answers so, errors too; whatever else stands at a wrong
    /// address answers with pages or problem details.
    /// </summary>
    public bool HasSpokenJson { get; private set; }

    /// <summary>How far it is ahead of ours, to about a second; null where no answer had a Date.</summary>
    public TimeSpan? Ahead { get; private set; }

    /// <summary>Goes between the network and everything else, so that it sees each try.</summary>
    public DelegatingHandler Watch() => new Watcher(this, time);

    private sealed class Watcher(ServerTime server, TimeProvider time) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellation)
        {
            var sentAt = time.GetUtcNow();
            var answer = await base.SendAsync(request, cancellation).ConfigureAwait(false);
            server.HasAnswered = true;
            server.HasSpokenJson |= answer.Content.Headers.ContentType?.MediaType is "application/json";
            // It was written at some time in between, and is cut to whole seconds.
            if (answer.Headers.Date is { } date)
                server.Ahead = date.AddSeconds(0.5) - (sentAt + ((time.GetUtcNow() - sentAt) / 2));
            return answer;
        }
    }
}
