using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;

namespace CryptoPay.Grains.Tests;

/// <summary>The silo's calls to the processor: how many there were, and which are under way.</summary>
internal sealed class Calls : IDisposable
{
    /// <summary>Names a call to the processor.</summary>
    public const string IdHeader = "House-Call";

    private readonly MeterListener listener = new();

    /// <summary>By ID, whether the call waits on the clock.</summary>
    private readonly ConcurrentDictionary<string, bool> underWay = new();
    private int createCount;
    private int readCount;
    private long changeCount;

    /// <summary>Calls of any kind that are under way.</summary>
    public int UnderWayCount => underWay.Count;

    /// <summary>Creates that were sent.</summary>
    public int CreateCount => Volatile.Read(ref createCount);

    /// <summary>Rounds of reads that are over, as the silo's own meter counts them.</summary>
    public int ReadCount => Volatile.Read(ref readCount);

    /// <summary>Grows whenever a call begins, waits on the clock, goes on or ends.</summary>
    public long ChangeCount => Volatile.Read(ref changeCount);

    /// <summary>A call is on its way, or the processor works at it.</summary>
    public bool AnyMoves => underWay.Values.Contains(false);

    public void Listen(IServiceCollection ofSilo) =>
        ofSilo.ConfigureAll<HttpClientFactoryOptions>(options => options.HttpMessageHandlerBuilderActions.Add(
            handlers => handlers.AdditionalHandlers.Add(new Handler(this))));

    public void Listen(IMeterFactory ofSilo)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Name == "cryptopay.reads" && instrument.Meter.Scope == ofSilo)
                listening.EnableMeasurementEvents(instrument);
        };
        // A series begins at 0.
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref readCount, (int)count));
        listener.Start();
    }

    public void WaitsOnClock(string id) => Change(() => underWay.TryUpdate(id, true, false));

    public void GoesOn(string id) => Change(() => underWay.TryUpdate(id, false, true));

    public void Dispose() => listener.Dispose();

    private void Change(Action change)
    {
        change();
        Interlocked.Increment(ref changeCount);
    }

    private sealed class Handler(Calls calls) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.Method == HttpMethod.Post
                && request.RequestUri!.AbsolutePath.EndsWith("/invoices", StringComparison.Ordinal))
            {
                Interlocked.Increment(ref calls.createCount);
            }

            var id = Guid.NewGuid().ToString();
            request.Headers.Remove(IdHeader);
            request.Headers.Add(IdHeader, id);
            calls.Change(() => calls.underWay[id] = false);
            try
            {
                var answer = await base.SendAsync(request, cancellationToken);
                await answer.Content.LoadIntoBufferAsync(cancellationToken);
                return answer;
            }
            finally
            {
                calls.Change(() => calls.underWay.TryRemove(id, out _));
            }
        }
    }
}
