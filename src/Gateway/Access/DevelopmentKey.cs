using System.Net;
using System.Security.Cryptography;

namespace CryptoPay.Gateway.Access;

/// <summary>
/// A key that everybody knows, so that a clone can be tried at once. It opens only a gateway of one process in
/// Development, only to this machine, and never through a tunnel or proxy: there every caller looks local.
/// </summary>
/// <param name="isOn">Environment Development and Cluster:Mode Embedded.</param>
internal sealed class DevelopmentKey(bool isOn)
{
    public const string Key = "dev-only-key";

    /// <summary>As histories call whoever uses it.</summary>
    public const string Name = "development";

    /// <summary>By which proxies, content networks and tunnels name themselves or whom they call for.</summary>
    private static readonly HashSet<string> ProxyHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Forwarded", "Via", "X-Real-IP", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP",
    };

    private static readonly byte[] KeyHash = ApiKeyRing.Hash(Key);
    private static readonly KeyHolder Holder = new(Name, "default", ScopeNames.All, ReachesAll: true);

    public bool IsOn => isOn;

    /// <summary>Whom it means where a call names none.</summary>
    public string[] Merchants => isOn ? [Holder.Merchant] : [];

    public static DevelopmentKey For(WebApplicationBuilder builder)
    {
        var mode = builder.Configuration.GetValue("Cluster:Mode", "Embedded");
        var isEmbedded = mode.Equals("Embedded", StringComparison.OrdinalIgnoreCase);
        return new DevelopmentKey(isOn: builder.Environment.IsDevelopment() && isEmbedded);
    }

    public KeyHolder? Find(ReadOnlySpan<byte> hash, HttpContext context) =>
        isOn && CryptographicOperations.FixedTimeEquals(hash, KeyHash) && IsFromThisMachine(context) ? Holder : null;

    private static bool IsFromThisMachine(HttpContext context) =>
        IsLoopback(context.Request.Host.Host)
        && context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && !context.Request.Headers.Keys.Any(IsOfProxy);

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    // X-Original-: what ASP.NET's own forwarded-headers middleware leaves behind when it has consumed the others.
    private static bool IsOfProxy(string header) =>
        ProxyHeaders.Contains(header)
        || header.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase)
        || header.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase);
}
