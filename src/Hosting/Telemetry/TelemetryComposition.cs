using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace CryptoPay.Hosting.Telemetry;

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
            .WithMetrics(metrics => metrics.AddMeter(Meters).AddOwnOnly().AddPrometheusExporter());
        builder.Services.AddHostedService<MetricsListener>();
    }

    /// <summary>
    /// A provider hears all meters of its process by their names, also those of another host, such as the embedded
    /// sandbox or another gateway in a test. They are not this program's to tell.
    /// Room for every label set is taken when an instrument appears, 72 bytes each: 144 kB for the usual 2,000. The
    /// hundred instruments of Orleans and of the runtime have few.
    /// </summary>
    private static MeterProviderBuilder AddOwnOnly(this MeterProviderBuilder metrics) =>
        ((IDeferredMeterProviderBuilder)metrics).Configure((services, provider) =>
        {
            var own = services.GetRequiredService<IMeterFactory>();
            provider.AddView(instrument => instrument.Meter.Scope is IMeterFactory other && other != own
                ? MetricStreamConfiguration.Drop
                : instrument.Meter.Name is "Microsoft.Orleans" or "System.Runtime"
                    ? new MetricStreamConfiguration { CardinalityLimit = 100 }
                    : null);
        });
}
