using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Loopback;

internal static class HttpHandlers
{
    /// <summary>
    /// Each client of a host has a timer of two minutes that ends its handler, and until then holds all of a host that
    /// has ended, its silo too. A process that starts a hundred hosts would fill the memory with what it is done with.
    /// </summary>
    public static void EndWithTheirHost(IServiceCollection services) =>
        services.ConfigureHttpClientDefaults(client => client.SetHandlerLifetime(Timeout.InfiniteTimeSpan));
}
