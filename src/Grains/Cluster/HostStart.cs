using Microsoft.Extensions.Hosting;

namespace CryptoPay.Grains.Cluster;

internal static class HostStart
{
    /// <summary>Ends once all of the host has started: the processor may be a sandbox on it, which listens last.</summary>
    public static async Task Started(this IHostApplicationLifetime lifetime, TimeProvider time) =>
        await Task.Delay(Timeout.InfiniteTimeSpan, time, lifetime.ApplicationStarted)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
