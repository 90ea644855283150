#!/usr/bin/env bash
# An Orleans client that has not found a silo yet refuses GetGrain itself, before any call, with an ArgumentException
# that says that the grain's interface has no implementation.
#
# Seen with Microsoft.Orleans.Client 10.4.2 on .NET 10, on Linux x64.
#
# Why: a client learns from its first silo which grains there are. Until then its list is empty, and GetGrain looks an
# interface up in it at once. The connection's state is not asked.
#
# Why it matters: the client's hosted service is slow to start while no silo is there, so a web server that is to answer
# meanwhile starts it in the background. A good guess is that calls then fail as they do when a silo is lost, with
# SiloUnavailableException, and so does a filter of outgoing calls; but there is no call yet. The ArgumentException looks
# like a mistake in the code, and no handler of Orleans' exceptions catches it.
#
# Output; the client has been started and looks for a silo where there is none:
#
#| GetGrain: ArgumentException
#| the message says that there is no implementation: True
#| it is an OrleansException: False
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
    <PackageReference Include="Microsoft.Orleans.Client" Version="10.4.2" />
    <PackageReference Include="Microsoft.Extensions.Hosting" Version="10.0.13" />
  </ItemGroup>
</Project>
XML

cat > "$work/Program.cs" <<'CS'
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

// A port that nobody listens on.
using var probe = new TcpListener(IPAddress.Loopback, 0);
probe.Start();
var port = ((IPEndPoint)probe.LocalEndpoint).Port;
probe.Stop();

var looks = new TaskCompletionSource();
var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
builder.UseOrleansClient(client => client
    .UseLocalhostClustering(port)
    .UseConnectionRetryFilter(async (_, cancellation) =>
    {
        looks.TrySetResult();
        await Task.Delay(100, cancellation);
        return true;
    }));
using var host = builder.Build();
using var over = new CancellationTokenSource();
var starting = host.StartAsync(over.Token);
await looks.Task;

try
{
    host.Services.GetRequiredService<IClusterClient>().GetGrain<IHello>("key");
    Console.WriteLine("GetGrain: a reference");
}
catch (Exception refusal)
{
    Console.WriteLine($"GetGrain: {refusal.GetType().Name}");
    Console.WriteLine("the message says that there is no implementation: "
        + refusal.Message.Contains("find an implementation", StringComparison.Ordinal));
    Console.WriteLine($"it is an OrleansException: {refusal is OrleansException}");
}

over.Cancel();
await starting.ContinueWith(_ => { });

public interface IHello : IGrainWithStringKey
{
    Task Hello();
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
