using System.Collections.Immutable;
using System.Net;
using CryptoPay.Gateway.Settings;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

using IPNetwork = System.Net.IPNetwork;

namespace CryptoPay.Gateway.Access;

/// <summary>
/// <c>Gateway:TrustedProxies</c>: whom we believe where a call comes from, and nothing else. Their X-Forwarded-For is
/// read from the right, as far as the next address is one of theirs too; what stands further left may be anybody's
/// invention.
/// </summary>
// Not by the framework's middleware: on a socket for both families that believes IPv4 addresses which nobody named, see
// Networks.
internal sealed class TrustedProxies(IOptions<GatewayOptions> gateway)
{
    private const string ForwardedFor = "X-Forwarded-For";

    private readonly ImmutableArray<IPNetwork> trusted =
        Networks.TryParse(gateway.Value.TrustedProxies, out var networks) ? networks : [];

    /// <param name="address">Null for a Unix socket: what is behind that was let at it on this machine.</param>
    public bool Include(IPAddress? address) =>
        trusted.Length > 0 && (address is null || trusted.Contain(address));

    public IPAddress? CallerOf(HttpContext context)
    {
        var caller = context.Connection.RemoteIpAddress?.Plain();
        foreach (var text in context.Request.Headers.GetCommaSeparatedValues(ForwardedFor).Reverse())
        {
            // Some write a port behind it.
            if (!Include(caller) || !IPEndPoint.TryParse(text, out var before)) break;
            caller = before.Address.Plain();
        }

        return caller;
    }
}

internal static partial class TrustedProxiesComposition
{
    public static void AddTrustedProxies(this IServiceCollection services) => services
        .AddSingleton<TrustedProxies>()
        // ASPNETCORE_FORWARDEDHEADERS_ENABLED would believe everybody.
        .PostConfigure<ForwardedHeadersOptions>(headers => headers.ForwardedHeaders = ForwardedHeaders.None);

    /// <summary>Before all that looks at a caller's address.</summary>
    public static void UseTrustedProxies(this WebApplication app)
    {
        if (app.Environment.IsProduction()
            && app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.TrustedProxies.Length == 0)
        {
            Log.NoneTrusted(app.Logger);
        }

        app.Use((context, next) =>
        {
            var proxies = context.RequestServices.GetRequiredService<TrustedProxies>();
            context.Connection.RemoteIpAddress = proxies.CallerOf(context);
            return next(context);
        });
    }

    private static partial class Log
    {
        [LoggerMessage(5003, LogLevel.Warning, $"{GatewayOptions.ProxiesSetting} is not set: X-Forwarded-For is "
            + "believed from nobody, so behind a proxy all callers are one to the limits for an address.")]
        public static partial void NoneTrusted(ILogger logger);
    }
}
