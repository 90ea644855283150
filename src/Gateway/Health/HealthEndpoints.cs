using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CryptoPay.Gateway.Health;

/// <summary>
/// Live: the process answers. Ready: it can also take a payment, which needs storage and a silo, never a processor:
/// a payment is taken while every processor is down.
/// </summary>
internal static class HealthEndpoints
{
    private static readonly string[] NeededToBeReady = ["storage", "silo"];

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        Map("/health/live", _ => false);
        Map("/health/ready", check => NeededToBeReady.Contains(check.Name));

        void Map(string path, Func<HealthCheckRegistration, bool> needed) => app
            .MapHealthChecks(path, new HealthCheckOptions { Predicate = needed, ResponseWriter = Write })
            .AllowAnonymous()
            .DisableRateLimiting();
    }

    private static Task Write(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(new
    {
        Status = NameOf(report.Status),
        Checks = report.Entries.ToDictionary(entry => entry.Key, entry => NameOf(entry.Value.Status)),
    });

    private static string NameOf(HealthStatus status) => status.ToString().ToLowerInvariant();
}
