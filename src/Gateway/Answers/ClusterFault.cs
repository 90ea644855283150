using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Options;
using Orleans.Serialization;

namespace CryptoPay.Gateway.Answers;

/// <summary>
/// Turns a fault of the cluster or its storage into 503 with Retry-After: nothing is half-done, the same call later
/// goes on where it was.
/// </summary>
internal sealed partial class ClusterFault(ILogger<ClusterFault> logger) : IExceptionHandler
{
    public const int RetryAfterSeconds = 2;

    /// <summary>Silo gone, storage gone, settings broken, or no answer in time.</summary>
    // A storage exception whose type this process does not have arrives as the fallback.
    public static bool Is(Exception exception) => exception
        is OrleansException or TimeoutException or DbException or UnavailableExceptionFallbackException
            // Settings that were good at the start and are not after a change are ours to mend; the sender may repeat.
            or OptionsValidationException;

    public async ValueTask<bool> TryHandleAsync(
        HttpContext context, Exception exception, CancellationToken cancellation)
    {
        if (!Is(exception)) return false;

        Log.ClusterUnavailable(logger, exception.GetType().Name);
        var problem = new NotNow(
            ProblemCodes.Unavailable, "Not now. The same call again is safe and goes on where it was.",
            RetryAfterSeconds);
        await problem.ExecuteAsync(context);
        return true;
    }

    private static partial class Log
    {
        // Only the type: Orleans' and databases' messages name grain keys and servers.
        [LoggerMessage(5001, LogLevel.Warning, "A call was answered with 503: {Fault}")]
        public static partial void ClusterUnavailable(ILogger logger, string fault);
    }
}
