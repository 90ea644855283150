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

    public static readonly ContentPolicy Form = new(
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");

    public static readonly ContentPolicy Nothing = new("default-src 'none'; frame-ancestors 'none'");
}

internal static class SecurityHeaders
{
    public static void UseSecurityHeaders(this WebApplication app) => app.Use((context, next) =>
    {
        // On starting, because the exception handler clears what was set before.
        context.Response.OnStarting(() =>
        {
            var policy = context.GetEndpoint()?.Metadata.GetMetadata<ContentPolicy>() ?? ContentPolicy.Nothing;
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            // The sandbox's pages bring their own.
            headers.TryAdd(HeaderNames.ContentSecurityPolicy, policy.Csp);
            headers["Referrer-Policy"] = "no-referrer";
            return Task.CompletedTask;
        });
        return next(context);
    });
}
