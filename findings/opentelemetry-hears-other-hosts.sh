#!/usr/bin/env bash
# A MeterProvider of one host counts what the meters of every other host in the process count, though each host has an
# IMeterFactory of its own and made its meters with it. Instruments of the same name are added up into one series.
#
# Seen with OpenTelemetry.Extensions.Hosting and OpenTelemetry.Exporter.InMemory 1.20.1, Microsoft.Extensions.Hosting
# 10.0.13 on .NET 10, on Linux x64.
#
# Why: the provider's MeterListener is the process's, and AddMeter chooses by the meter's name alone. The factory is in
# Meter.Scope, and nobody looks at it; the runtime's own MetricCollector does.
#
# Why it matters: IMeterFactory is there to keep hosts apart, so a good guess is that they are. With two hosts in a
# process, such as a program and a stand-in that it embeds, each tells the other's numbers as its own. A way out is a view
# that drops instruments whose Meter.Scope is another IMeterFactory than the host's own.
#
# Output; host a counts 1 sale and host b counts 2:
#
#| a tells 3
#| b tells 3
#| with the view a tells 1
#| with the view b tells 2
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

cat > "$work/App.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.Extensions.Hosting" Version="10.0.13" />
    <PackageReference Include="OpenTelemetry.Extensions.Hosting" Version="1.20.1" />
    <PackageReference Include="OpenTelemetry.Exporter.InMemory" Version="1.20.1" />
  </ItemGroup>
</Project>
XML

cat > "$work/Program.cs" <<'CS'
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Metrics;

foreach (var isViewed in new[] { false, true })
{
    var (a, b) = (new Shop(isViewed), new Shop(isViewed));
    a.Sell(1);
    b.Sell(2);
    Console.WriteLine($"{(isViewed ? "with the view " : "")}a tells {a.Told()}");
    Console.WriteLine($"{(isViewed ? "with the view " : "")}b tells {b.Told()}");
    a.Host.Dispose();
    b.Host.Dispose();
}

sealed class Shop
{
    private readonly List<Metric> told = [];

    public Shop(bool isViewed)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddOpenTelemetry().WithMetrics(metrics =>
        {
            metrics.AddMeter("shop").AddInMemoryExporter(told);
            if (!isViewed) return;
            ((IDeferredMeterProviderBuilder)metrics).Configure((services, provider) => provider.AddView(instrument =>
                instrument.Meter.Scope is IMeterFactory other && other != services.GetRequiredService<IMeterFactory>()
                    ? MetricStreamConfiguration.Drop
                    : null));
        });
        Host = builder.Build();
        Host.Services.GetRequiredService<MeterProvider>();
        Sales = Host.Services.GetRequiredService<IMeterFactory>().Create("shop").CreateCounter<long>("sales");
    }

    public IHost Host { get; }

    private Counter<long> Sales { get; }

    public void Sell(int count) => Sales.Add(count);

    public long Told()
    {
        told.Clear();
        Host.Services.GetRequiredService<MeterProvider>().ForceFlush();
        var sum = 0L;
        foreach (var metric in told)
            foreach (ref readonly var point in metric.GetMetricPoints())
                sum += point.GetSumLong();
        return sum;
    }
}
CS

# No build server stays behind.
dotnet build "$work" -o "$work/out" -v quiet -nodeReuse:false -p:UseSharedCompilation=false >&2
"$work/out/App" > "$work/seen"
cat "$work/seen"
if diff <(sed -n 's/^#| //p' "$0") "$work/seen"; then
  echo "It behaves as described."
else
  echo "The behaviour has changed: see the differences above."
  exit 1
fi
