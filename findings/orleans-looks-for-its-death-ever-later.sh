#!/usr/bin/env bash
# A silo of Orleans reads the membership table each TableRefreshTimeout, but only as long as that works: after failures it
# waits ever longer, up to 64 s, whatever TableRefreshTimeout says, and does not come back to it before a read succeeds.
#
# Seen with Microsoft.Orleans.Server 10.4.2 on .NET 10, on Linux x64.
#
# Why: a failed refresh sets the next delay by an exponential backoff that begins at 2 to 4 s and has no setting.
#
# Why it matters: a silo that is cut off from database and cluster is declared dead by the others. When the network is
# back, it hears of it only at its next read: after a minute of failures up to a minute later. So long a process goes on
# whose grains live elsewhere. A good guess is TableRefreshTimeout. Who asks IClusterMembershipService.Refresh once the
# database answers again is told at once.
#
# Output; TableRefreshTimeout is 1 s, and the table fails for 40 s:
#
#| while the table answers: reads at most 3 s apart: yes
#| while it fails: fewer than 10 reads in 40 s: yes
#| while it fails: the longest time between two reads is above 8 s: yes
#| once it answers again, Refresh reads at once: yes
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
  </ItemGroup>
</Project>
XML

cat > "$work/Program.cs" <<'CS'
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime;

var table = new Table();
var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
builder.UseOrleans(silo =>
{
    silo.Configure<ClusterOptions>(own => (own.ClusterId, own.ServiceId) = ("c", "s"));
    silo.ConfigureEndpoints(IPAddress.Loopback, FreePort(), FreePort());
    silo.Configure<ClusterMembershipOptions>(members => members.TableRefreshTimeout = TimeSpan.FromSeconds(1));
    silo.Services.AddSingleton<IMembershipTable>(table);
});
using var host = builder.Build();
await host.StartAsync();

await Task.Delay(TimeSpan.FromSeconds(10));
Say("while the table answers: reads at most 3 s apart", table.Gaps().Max() <= TimeSpan.FromSeconds(3));

table.Fail(true);
await Task.Delay(TimeSpan.FromSeconds(40));
Say("while it fails: fewer than 10 reads in 40 s", table.Gaps().Length < 10);
Say("while it fails: the longest time between two reads is above 8 s", table.Gaps().Max() > TimeSpan.FromSeconds(8));

table.Fail(false);
await host.Services.GetRequiredService<IClusterMembershipService>().Refresh();
Say("once it answers again, Refresh reads at once", table.Reads > 0);
Environment.Exit(0);

static void Say(string what, bool holds) => Console.WriteLine($"{what}: {(holds ? "yes" : "no")}");

static int FreePort()
{
    using var listener = new TcpListener(IPAddress.Loopback, 0);
    listener.Start();
    return ((IPEndPoint)listener.LocalEndpoint).Port;
}

/// <summary>In memory, for one silo.</summary>
sealed class Table : IMembershipTable
{
    private readonly Lock gate = new();
    private readonly List<long> reads = [];
    private readonly Dictionary<SiloAddress, (MembershipEntry Entry, string ETag)> rows = [];
    private TableVersion version = new(0, "0");
    private long since = Stopwatch.GetTimestamp();
    private bool fails;

    public int Reads { get { lock (gate) return reads.Count; } }

    /// <summary>Between the reads since the last change, and until now.</summary>
    public TimeSpan[] Gaps()
    {
        lock (gate)
        {
            long[] times = [since, .. reads, Stopwatch.GetTimestamp()];
            return [.. times.Zip(times.Skip(1), (a, b) => Stopwatch.GetElapsedTime(a, b))];
        }
    }

    public void Fail(bool fail)
    {
        lock (gate)
        {
            (fails, since) = (fail, Stopwatch.GetTimestamp());
            reads.Clear();
        }
    }

    public Task InitializeMembershipTable(bool tryInitTableVersion) => Task.CompletedTask;

    public Task DeleteMembershipTableEntries(string clusterId) => Task.CompletedTask;

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => Task.CompletedTask;

    public Task<MembershipTableData> ReadRow(SiloAddress key) => ReadAll();

    public Task<MembershipTableData> ReadAll() => Do(() =>
    {
        reads.Add(Stopwatch.GetTimestamp());
        if (fails) throw new IOException("The table is away.");
        return new MembershipTableData([.. rows.Values.Select(row => Tuple.Create(row.Entry, row.ETag))], version);
    });

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => Write(entry, tableVersion);

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) =>
        Write(entry, tableVersion);

    public Task UpdateIAmAlive(MembershipEntry entry) => Do(() => fails ? throw new IOException("Away.") : true);

    private Task<bool> Write(MembershipEntry entry, TableVersion next) => Do(() =>
    {
        if (fails) throw new IOException("The table is away.");
        rows[entry.SiloAddress] = (entry, $"{next.Version}");
        version = new TableVersion(next.Version, $"{next.Version}");
        return true;
    });

    private Task<T> Do<T>(Func<T> work)
    {
        lock (gate)
        {
            try { return Task.FromResult(work()); }
            catch (IOException fault) { return Task.FromException<T>(fault); }
        }
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
