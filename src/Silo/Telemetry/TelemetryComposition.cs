using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace CryptoPay.Silo.Telemetry;

public static class TelemetryComposition
{
    /// <summary>Those that are read. By name, as "*" would bring dozens of instruments that nobody looks at.</summary>
    private static readonly string[] Meters =
    [
        "CryptoPay.*",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.Orleans",
        "Polly",
        "System.Net.Http",
        "System.Runtime",
    ];

    /// <summary>Keeps metrics for Prometheus, and opens <c>Telemetry:MetricsPort</c> where it is set.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<TelemetryOptions>().BindConfiguration("Telemetry")
            .ValidateDataAnnotations()
            .Validate(telemetry => telemetry.HasUsableAddress,
                "Telemetry:MetricsAddress must be an IP address of this machine such as 127.0.0.1, or 0.0.0.0 for all.")
            .ValidateOnStart();
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                builder.Environment.ApplicationName, autoGenerateServiceInstanceId: false))
            .WithMetrics(metrics => metrics.AddMeter(Meters).AddPrometheusExporter());
        builder.Services.AddHostedService<MetricsListener>();
    }
}
