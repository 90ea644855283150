using System.Threading.RateLimiting;
using Polly.RateLimiting;

namespace CryptoPay.Processors.Http;

/// <summary>
/// Bounds one account's calls that are under way. The wait for a turn has a time-out of its own, outside of the
/// limiter: a call that it ends was certainly not sent, while one that has its turn has all of its time still.
/// </summary>
internal sealed class CallsAtOnce(TimeProvider clock) : IDisposable
{
    /// <summary>As many as the grains send at once, of reads and of all else together.</summary>
    private const int Max = 64;
    private const int WaitingMax = 1_000;
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(10);

    private readonly ConcurrencyLimiter limiter = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = Max,
        QueueLimit = WaitingMax,
    });

    public async ValueTask<RateLimitLease> Enter(RateLimiterArguments call)
    {
        var cancellation = call.Context.CancellationToken;
        if (limiter.AttemptAcquire() is { IsAcquired: true } atOnce) return atOnce;
        using var patience = new CancellationTokenSource(WaitMax, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            return await limiter.AcquireAsync(cancellationToken: either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new RateLimiterRejectedException();
        }
    }

    public void Dispose() => limiter.Dispose();
}
