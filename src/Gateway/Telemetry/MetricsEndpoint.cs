using CryptoPay.Gateway.Access;

namespace CryptoPay.Gateway.Telemetry;

internal static class MetricsEndpoint
{
    /// <summary>For a Prometheus that has an operator's key, where no port of its own is opened for it.</summary>
    public static void MapMetrics(this IEndpointRouteBuilder app) => app.MapPrometheusScrapingEndpoint("/metrics")
        .RequireAuthorization(OperatorCookie.Policy)
        .WithMetadata(new HttpMethodMetadata([HttpMethods.Get]))
        .DisableHttpMetrics();
}
