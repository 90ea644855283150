using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace CryptoPay.Hosting.Telemetry;

public static class TelemetryComposition
{
    /// <summary>OpenTelemetry's own setting; with it come its others, such as that of the protocol.</summary>
    private const string OtlpEndpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Of instruments that name none. The default ones are for milliseconds, whatever the unit.</summary>
    private static readonly double[] SecondsBoundaries =
        [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.5, 2.5, 5, 7.5, 15, 30, 60, 120, 300, 900];

    private static readonly double[] MillisecondsBoundaries = [.. SecondsBoundaries.Select(seconds => seconds * 1000)];

    /// <summary>Those that are read. By name, as "*" would bring dozens of instruments that nobody looks at.</summary>
    private static readonly string[] Meters =
    [
        "CryptoPay.*",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.Orleans",
        "Npgsql",
        "Polly",
        "System.Net.Http",
        "System.Runtime",
    ];

    /// <summary>
    /// Whose spans are kept. HttpClient's have URLs, and those have orders and invoices: a span of ours is around each
    /// call. Those of Orleans' runtime tell of its own beats.
    /// </summary>
    private static readonly string[] Sources =
        ["CryptoPay.*", "Microsoft.AspNetCore", "Microsoft.Orleans.Application", "Microsoft.Orleans.Storage", "Npgsql"];

    /// <summary>
    /// Keeps metrics for Prometheus, and opens <c>Telemetry:MetricsPort</c> where it is set. Where OpenTelemetry's own
    /// settings name a collector, it gets metrics and traces.
    /// </summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<TelemetryOptions>().BindConfiguration("Telemetry")
            .ValidateDataAnnotations()
            .Validate(telemetry => telemetry.HasUsableAddress,
                "Telemetry:MetricsAddress must be an IP address of this machine such as 127.0.0.1, or 0.0.0.0 for all.")
            .ValidateOnStart();
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(resource => resource.AddService(
            builder.Environment.ApplicationName, autoGenerateServiceInstanceId: false));
        telemetry.WithMetrics(metrics => metrics.AddMeter(Meters).AddOwnOnly().AddClock()
            .AddPrometheusExporter());
        if (IsTraced(builder.Configuration))
        {
            telemetry.WithMetrics(metrics => metrics.AddOtlpExporter())
                .WithTracing(traces => traces.AddSource(Sources)
                    .SetSampler(new ParentBasedSampler(new OrdersOnly())).AddOtlpExporter());
        }

        builder.Services.AddHostedService<MetricsListener>();
    }

    /// <summary>Somebody gets traces: spans cross from the gateway to its silos only then.</summary>
    public static bool IsTraced(IConfiguration configuration) => !string.IsNullOrEmpty(configuration[OtlpEndpoint]);

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
                : StreamOf(instrument, instrument.Meter.Name is "Microsoft.Orleans" or "System.Runtime" ? 100 : null));
        });

    /// <summary>What time it is here: whoever scrapes it knows what time it is there.</summary>
    private static MeterProviderBuilder AddClock(this MeterProviderBuilder metrics) =>
        ((IDeferredMeterProviderBuilder)metrics).Configure((services, _) =>
        {
            var time = services.GetRequiredService<TimeProvider>();
            services.GetRequiredService<IMeterFactory>().Create("CryptoPay.Hosting").CreateObservableGauge(
                "cryptopay.clock", () => time.GetUtcNow().ToUnixTimeMilliseconds() / 1000d, "s",
                "What this process takes the time for, in seconds since 1970.");
        });

    private static MetricStreamConfiguration? StreamOf(Instrument instrument, int? cardinalityLimit)
    {
        var boundaries = instrument switch
        {
            Histogram<double> { Advice: not null } or Histogram<long> { Advice: not null }
                or Histogram<int> { Advice: not null } => null,
            { Unit: "s" } => SecondsBoundaries,
            { Unit: "ms" } => MillisecondsBoundaries,
            _ => null,
        };
        var isHistogram = instrument is Histogram<double> or Histogram<long> or Histogram<int>;
        return isHistogram && boundaries is not null
            ? new ExplicitBucketHistogramConfiguration { Boundaries = boundaries, CardinalityLimit = cardinalityLimit }
            : cardinalityLimit is null ? null : new MetricStreamConfiguration { CardinalityLimit = cardinalityLimit };
    }
}
