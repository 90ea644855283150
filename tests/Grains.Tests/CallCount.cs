namespace CryptoPay.Grains.Tests;

/// <summary>How often the processor was called. A read counts once its answer is here, so the clock may move on then.</summary>
internal sealed class CallCount
{
    private int createCount;
    private int readCount;

    /// <summary>Creates that were sent.</summary>
    public int CreateCount => Volatile.Read(ref createCount);

    /// <summary>Reads of one invoice that were answered.</summary>
    public int ReadCount => Volatile.Read(ref readCount);

    /// <summary>To stand outermost, around time-outs and retries.</summary>
    public DelegatingHandler NewHandler() => new Counter(this);

    private sealed class Counter(CallCount calls) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            if (request.Method == HttpMethod.Post && path.EndsWith("/invoices", StringComparison.Ordinal))
                Interlocked.Increment(ref calls.createCount);
            var answer = await base.SendAsync(request, cancellationToken);
            if (request.Method == HttpMethod.Get && !path.EndsWith("/invoices", StringComparison.Ordinal))
                Interlocked.Increment(ref calls.readCount);
            return answer;
        }
    }
}
