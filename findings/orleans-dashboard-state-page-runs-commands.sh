#!/usr/bin/env bash
# Whoever looks at a grain's state in the Orleans dashboard runs that grain's commands, once a look.
#
# Seen with Microsoft.Orleans.Dashboard and Microsoft.Orleans.Server 10.4.2 on .NET 10, on Linux x64.
#
# When, exactly: the dashboard does not read the storage. It calls, on the grain itself, each method of the grain's
# interfaces that takes no argument and returns Task<T>, where T is the type of one of the grain's IPersistentState
# members, and shows the answers as its state. (By its source also a method that is called GetState.) Nothing marks such
# a method as a read: Ship() below, which ships, writes and returns the new state, is called like a getter. A method
# with an argument, and one that returns another type, is not called.
#
# Why it matters: a command that returns the new state is a common shape, and the page is a GET of an operator who only
# looks; the documentation calls it "live inspection". Way out: let no command return the state's own type, but a view
# of it, or give each command an argument.
#
# Output:
#
#| before: shipped 0 times, billed 0 times
#| look 1 at the state of order-1: 200 Ship
#| after: shipped 1 times, billed 0 times
#| look 2 at the state of order-1: 200 Ship
#| after: shipped 2 times, billed 0 times
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

cat > "$work/App.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.Orleans.Server" Version="10.4.2" />
    <PackageReference Include="Microsoft.Orleans.Dashboard" Version="10.4.2" />
  </ItemGroup>
</Project>
XML
cat > "$work/Program.cs" <<'CS'
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Orleans.Dashboard;

var builder = WebApplication.CreateBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.UseOrleans(silo => silo.UseLocalhostClustering(FreePort(), FreePort())
    .AddMemoryGrainStorageAsDefault().AddDashboard());
await using var app = builder.Build();
app.MapOrleansDashboard("/dashboard");
await app.StartAsync();

var order = app.Services.GetRequiredService<IGrainFactory>().GetGrain<IOrder>("order-1");
Console.WriteLine($"before: {await order.Told()}");
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
for (var look = 1; look <= 2; look++)
{
    using var answer = await client.GetAsync("/dashboard/GrainState?grainId=order-1&grainType=Order");
    // A JSON string that holds an object: by method, what it returned.
    var shown = JsonDocument.Parse((await answer.Content.ReadFromJsonAsync<string>())!).RootElement;
    var called = string.Join(", ", shown.EnumerateObject().Select(method => method.Name));
    Console.WriteLine($"look {look} at the state of order-1: {(int)answer.StatusCode} {called}");
    Console.WriteLine($"after: {await order.Told()}");
}

static int FreePort()
{
    using var free = new TcpListener(IPAddress.Loopback, 0);
    free.Start();
    return ((IPEndPoint)free.LocalEndpoint).Port;
}

public interface IOrder : IGrainWithStringKey
{
    Task<OrderState> Ship();

    Task<OrderState> ShipMany(int count);

    Task<bool> Bill();

    Task<string> Told();
}

[GenerateSerializer]
public sealed class OrderState
{
    [Id(0)]
    public int ShippedCount { get; set; }

    [Id(1)]
    public int BilledCount { get; set; }
}

public sealed class Order([PersistentState("order")] IPersistentState<OrderState> order) : Grain, IOrder
{
    public Task<OrderState> Ship() => ShipMany(1);

    public async Task<OrderState> ShipMany(int count)
    {
        order.State.ShippedCount += count;
        await order.WriteStateAsync();
        return order.State;
    }

    public async Task<bool> Bill()
    {
        order.State.BilledCount++;
        await order.WriteStateAsync();
        return true;
    }

    public Task<string> Told() =>
        Task.FromResult($"shipped {order.State.ShippedCount} times, billed {order.State.BilledCount} times");
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
