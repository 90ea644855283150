using System.Diagnostics;
using CryptoPay.Hosting.Telemetry;

namespace CryptoPay.Gateway.Telemetry;

internal static class CallSpans
{
    private static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    /// <summary>
    /// Names each call's span by its route and its answer. Never by its path: that has orders, and tokens of links.
    /// </summary>
    public static void UseCallSpans(this WebApplication app)
    {
        if (!TelemetryComposition.IsTraced(app.Configuration)) return;
        app.Use(async (http, next) =>
        {
            var span = Activity.Current;
            // A probe each few seconds is no trace.
            if (http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal) && span is not null)
                span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            try
            {
                await next(http);
            }
            finally
            {
                var route = (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.TrimEnd('/');
                // A stranger writes anything there.
                var method = Methods.FirstOrDefault(http.Request.Method.Equals, "_OTHER");
                if (span is not null) span.DisplayName = $"{method} {route}".TrimEnd();
                span?.SetTag("http.request.method", method);
                span?.SetTag("http.route", route);
                span?.SetTag("http.response.status_code", http.Response.StatusCode);
            }
        });
    }
}
