using CryptoPay.Gateway.Settings;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Access;

/// <summary>
/// <c>Gateway:TrustedProxies</c>: whom we believe where a call comes from. Their headers are read from the right, as
/// far as the next address is one of theirs too; what stands further left may be anybody's invention.
/// </summary>
internal static partial class TrustedProxies
{
    public static void AddTrustedProxies(this IServiceCollection services) => services
        .AddOptions<ForwardedHeadersOptions>()
        .Configure<IOptions<GatewayOptions>>((headers, gateway) =>
        {
            // Without any it would believe everybody, and by itself it believes whoever is on this machine.
            headers.ForwardedHeaders = gateway.Value.TrustedProxies.Length > 0
                ? ForwardedHeaders.XForwardedFor
                : ForwardedHeaders.None;
            headers.ForwardLimit = null;
            headers.KnownProxies.Clear();
            headers.KnownIPNetworks.Clear();
            foreach (var text in gateway.Value.TrustedProxies)
                if (GatewayOptions.TryParseProxy(text, out var network)) headers.KnownIPNetworks.Add(network);
        });

    /// <summary>Before all that looks at a caller's address.</summary>
    public static void UseTrustedProxies(this WebApplication app)
    {
        if (app.Environment.IsProduction()
            && app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.TrustedProxies.Length == 0)
        {
            Log.NoneTrusted(app.Logger);
        }

        app.UseForwardedHeaders();
    }

    private static partial class Log
    {
        [LoggerMessage(5003, LogLevel.Warning, $"{GatewayOptions.ProxiesSetting} is not set: X-Forwarded-For is "
            + "believed from nobody, so behind a proxy all callers are one to the limits for an address.")]
        public static partial void NoneTrusted(ILogger logger);
    }
}
