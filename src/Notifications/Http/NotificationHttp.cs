using System.Net;
using System.Security.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace CryptoPay.Notifications.Http;

/// <summary>The HTTP client of all notifications. A receiver chooses where it sends us and what it answers.</summary>
internal static class NotificationHttp
{
    public const string ClientName = "Notifications";

    private const int AnswerBytesMax = 64 * 1024;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    public static void AddNotificationHttp(this IServiceCollection services)
    {
        services.TryAddSingleton<Resolve>(Dns.GetHostAddressesAsync);
        services.AddHttpClient(ClientName)
            // The sink has the time-out, which follows the injected clock; HttpClient's does not.
            .ConfigureHttpClient(http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => NewHandler(new CheckedConnection(
                provider.GetRequiredService<Resolve>(),
                mayBeLoopback: provider.GetRequiredService<IHostEnvironment>().IsDevelopment())))
            // They write URLs.
            .RemoveAllLoggers();
    }

    private static SocketsHttpHandler NewHandler(CheckedConnection connection) => new()
    {
        ConnectCallback = connection.Open,
        // Each would lead the call elsewhere than to what was looked at.
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        // Names of ours, for another house.
        ActivityHeadersPropagator = null,
        ConnectTimeout = ConnectTimeout,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        // Only the status is read; of a body what a connection may be kept for.
        MaxResponseDrainSize = AnswerBytesMax,
        SslOptions = { EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13 },
    };
}
