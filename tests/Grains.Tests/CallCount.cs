using System.Diagnostics.Metrics;

namespace CryptoPay.Grains.Tests;

/// <summary>How often the processor was called.</summary>
internal sealed class CallCount : IDisposable
{
    private readonly MeterListener listener = new();
    private int createCount;
    private int readCount;

    /// <summary>Creates that were sent.</summary>
    public int CreateCount => Volatile.Read(ref createCount);

    /// <summary>Rounds of reads that are over, as the silo's own meter counts them.</summary>
    public int ReadCount => Volatile.Read(ref readCount);

    public void Listen(IMeterFactory meters)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Name == "cryptopay.reads" && instrument.Meter.Scope == meters)
                listening.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, _, _, _) => Interlocked.Increment(ref readCount));
        listener.Start();
    }

    public DelegatingHandler NewHandler() => new Counter(this);

    public void Dispose() => listener.Dispose();

    private sealed class Counter(CallCount calls) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Post
                && request.RequestUri!.AbsolutePath.EndsWith("/invoices", StringComparison.Ordinal))
                Interlocked.Increment(ref calls.createCount);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
