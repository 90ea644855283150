using CryptoPay.Gateway.Settings;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace CryptoPay.Gateway.Answers;

/// <summary>
/// What a page needs beyond nothing. Endpoint metadata; without it an answer may load nothing at all.
/// </summary>
internal sealed record ContentPolicy(string Csp)
{
    /// <summary>For a page that brings its own scripts and styles and asks only this gateway.</summary>
    public static readonly ContentPolicy OwnPage = new(
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'");

    public static readonly ContentPolicy Nothing = new("default-src 'none'; frame-ancestors 'none'");
}

internal static class SecurityHeaders
{
    /// <summary>A year. Without subdomains: those of the host may be somebody else's.</summary>
    private const string OnlyByHttps = "max-age=31536000";

    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        // On starting, because the exception handler clears what was set before.
        context.Response.OnStarting(() =>
        {
            Set(context);
            return Task.CompletedTask;
        });
        return next(context);
    });

    // Of those that are only tried an answer may have its own: the QR image, the sandbox's pages, a page's script.
    private static void Set(HttpContext context)
    {
        var policy = context.GetEndpoint()?.Metadata.GetMetadata<ContentPolicy>() ?? ContentPolicy.Nothing;
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.TryAdd(HeaderNames.ContentSecurityPolicy, policy.Csp);
        headers["Referrer-Policy"] = "no-referrer";
        headers.TryAdd("Permissions-Policy", "camera=(), display-capture=(), geolocation=(), microphone=(), usb=()");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
        headers.TryAdd(HeaderNames.CacheControl, "no-store");
        // Not by whether this call is https: behind a proxy that ends TLS none is. A browser believes it by https only.
        if (context.RequestServices.GetRequiredService<IOptions<GatewayOptions>>().Value.IsPublicByHttps)
            headers.StrictTransportSecurity = OnlyByHttps;
    }
}
