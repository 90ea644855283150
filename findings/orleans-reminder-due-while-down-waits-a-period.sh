#!/usr/bin/env bash
# A reminder of Orleans that falls due while no silo is up is not delivered when one is up again: it comes a whole period
# after it was due. A reminder with a long period, taken for a durable alarm, comes a period late.
#
# Seen with Microsoft.Orleans.Reminders 10.4.2 on .NET 10, on Linux x64.
#
# Why: what is stored is the first time and the period. A silo that loads a reminder works out the next of first time plus
# n periods that is not over. What was delivered is stored nowhere, so nothing says that one is missing.
#
# Why it matters: RegisterOrUpdateReminder(name, dueTime, period) reads like a timer that outlives the process, and so it is
# used: "in five minutes, and a day as the period, as it is unregistered by then". A restart of seconds at the wrong time
# makes a day of it. The docs of TickStatus say how to count ticks that were missed; there is no tick to count at. Way out: a
# period as short as the delay that can be borne, and the due time in the grain's own state.
#
# Output; both have a period of one hour. The silo ends before either is due, and another is up after the first was due:
#
#| due while no silo was up: in the table still: yes
#| due while no silo was up: ticks within 30 s: 0
#| due once one was up again: ticks within 30 s: 1
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
    <PackageReference Include="Microsoft.Orleans.Server" Version="10.4.2" />
    <PackageReference Include="Microsoft.Orleans.Reminders" Version="10.4.2" />
  </ItemGroup>
</Project>
XML

cat > "$work/Program.cs" <<'CS'
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

var table = new Table();
var began = DateTime.UtcNow;
using (var first = await Silo())
{
    var grain = first.Services.GetRequiredService<IGrainFactory>().GetGrain<IAlarm>("one");
    await grain.Set("while down", began.AddSeconds(20) - DateTime.UtcNow);
    await grain.Set("once up", began.AddSeconds(60) - DateTime.UtcNow);
    await first.StopAsync();
}

await Until(began.AddSeconds(25));
using var second = await Silo();
await Until(began.AddSeconds(90));
Console.WriteLine($"due while no silo was up: in the table still: {(table.Has("while down") ? "yes" : "no")}");
Console.WriteLine($"due while no silo was up: ticks within 30 s: {Alarm.Ticks.Count(tick => tick == "while down")}");
Console.WriteLine($"due once one was up again: ticks within 30 s: {Alarm.Ticks.Count(tick => tick == "once up")}");
await second.StopAsync();

static Task Until(DateTime at) => Task.Delay(at - DateTime.UtcNow);

async Task<IHost> Silo()
{
    var builder = Host.CreateApplicationBuilder();
    builder.Logging.ClearProviders();
    builder.UseOrleans(silo =>
    {
        silo.UseLocalhostClustering(FreePort(), FreePort());
        silo.AddReminders();
        silo.Services.AddSingleton<IReminderTable>(table);
    });
    var host = builder.Build();
    await host.StartAsync();
    return host;
}

static int FreePort()
{
    using var listener = new TcpListener(IPAddress.Loopback, 0);
    listener.Start();
    return ((IPEndPoint)listener.LocalEndpoint).Port;
}

public interface IAlarm : IGrainWithStringKey
{
    Task Set(string name, TimeSpan dueIn);
}

public sealed class Alarm : Grain, IAlarm, IRemindable
{
    public static readonly ConcurrentBag<string> Ticks = [];

    public Task Set(string name, TimeSpan dueIn) => this.RegisterOrUpdateReminder(name, dueIn, TimeSpan.FromHours(1));

    public Task ReceiveReminder(string name, TickStatus status)
    {
        Ticks.Add(name);
        return Task.CompletedTask;
    }
}

/// <summary>Outlives the silos, as a database does.</summary>
public sealed class Table : IReminderTable
{
    private readonly ConcurrentDictionary<(GrainId, string), ReminderEntry> rows = [];

    public bool Has(string name) => rows.Keys.Any(key => key.Item2 == name);

    public Task<ReminderEntry> ReadRow(GrainId grain, string name) =>
        Task.FromResult(rows.GetValueOrDefault((grain, name)));

    public Task<ReminderTableData> ReadRows(GrainId grain) =>
        Task.FromResult(new ReminderTableData(rows.Values.Where(row => row.GrainId == grain)));

    public Task<ReminderTableData> ReadRows(uint begin, uint end) => Task.FromResult(new ReminderTableData(
        rows.Values.Where(row => row.GrainId.GetUniformHashCode() is var hash
            && (begin < end ? hash > begin && hash <= end : hash > begin || hash <= end))));

    public Task<string> UpsertRow(ReminderEntry entry)
    {
        entry.ETag = Guid.NewGuid().ToString();
        rows[(entry.GrainId, entry.ReminderName)] = entry;
        return Task.FromResult(entry.ETag);
    }

    public Task<bool> RemoveRow(GrainId grain, string name, string eTag) =>
        Task.FromResult(rows.TryRemove((grain, name), out _));

    public Task TestOnlyClearTable() => throw new NotSupportedException();
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
