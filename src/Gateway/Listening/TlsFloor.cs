using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace CryptoPay.Gateway.Listening;

/// <summary>TLS 1.2 at least, where Kestrel ends it.</summary>
internal static class TlsFloor
{
    private const SslProtocols Allowed = SslProtocols.Tls12 | SslProtocols.Tls13;
    private const string Setting = "SslProtocols";

    private static readonly string[] Names = [nameof(SslProtocols.Tls12), nameof(SslProtocols.Tls13)];

    public static void Set(HttpsConnectionAdapterOptions https)
    {
        https.SslProtocols = Allowed;
        // Also for an endpoint whose settings are changed while we run, as Kestrel reads them again by itself.
        https.OnAuthenticate = (_, tls) => tls.EnabledSslProtocols =
            (tls.EnabledSslProtocols & Allowed) is var some && some != SslProtocols.None ? some : Allowed;
    }

    /// <exception cref="InvalidOperationException">An endpoint is set to less.</exception>
    public static void Verify(IConfiguration configuration)
    {
        var less = configuration.GetSection("Kestrel").AsEnumerable().FirstOrDefault(setting =>
            setting is { Value: { } value } && setting.Key.Split(':').Contains(Setting, StringComparer.OrdinalIgnoreCase)
            && !Names.Contains(value, StringComparer.OrdinalIgnoreCase));
        if (less.Key is not null)
        {
            throw new InvalidOperationException(
                $"{less.Key} must be {string.Join(" or ", Names)}: anything older can be broken by who listens.");
        }
    }
}
