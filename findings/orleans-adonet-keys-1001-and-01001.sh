#!/usr/bin/env bash
# In Orleans' ADO.NET storage the grains with the string keys "1001" and "01001" have one row: the second finds, as its
# own state, what the first has written. So have "deadbeef" and "DEADBEEF".
#
# Seen with Microsoft.Orleans.Persistence.AdoNet, Microsoft.Orleans.Server and Microsoft.Orleans.TestingHost 10.4.2,
# Microsoft.Data.Sqlite 10.0.15 on .NET 10, on Linux x64. (The provider loads Microsoft.Data.Sqlite behind the invariant
# System.Data.SQLite; its own name is refused.)
#
# When, exactly: the provider looks at the text of the key and not at the grain's interface. 32 hex digits are taken for
# a GUID, and fewer for an integer where they fit into 64 bits, also of an IGrainWithStringKey. The statements are given
# the number in @GrainIdN0 and @GrainIdN1, and leading zeros and the letters' case are gone before any SQL runs. A key
# with another character in it, such as the hyphens of a GUID or a slash, stays text. The cluster itself compares keys
# as text, so both grains are active side by side, each with its own copy of the one row.
#
# Why it matters: order numbers of digits, with and without leading zeros, and hex IDs are what people take for keys.
# IGrainWithStringKey promises a string, and nothing is thrown or logged: the second order is paid by the first one's
# money. With the statements of Orleans' own scripts it is the same, as they compare the same parameters; those below
# keep every part of the key in a real primary key. Ways out: put a character into each key that is no hex digit, such
# as "shop/1001"; and let the write fail where @GrainIdN0 or @GrainIdN1 is not 0.
#
# Output; first what the grain of this key reads after the other of its pair has written, then all rows that there are
# (in hex: n0, n1, and the text):
#
#| 01001: "paid as 1001"
#| DEADBEEF: "paid as deadbeef"
#| 6F9619FF8B86D011B42D00C04FC964FF: "paid as 6f9619ff8b86d011b42d00c04fc964ff"
#| 6F9619FF-8B86-D011-B42D-00C04FC964FF: ""
#| shop/01001: ""
#| CC-01001: ""
#| row 0 1001 ""
#| row 0 deadbeef ""
#| row d0118b866f9619ff ff64c94fc0002db4 ""
#| row 0 0 "6f9619ff-8b86-d011-b42d-00c04fc964ff"
#| row 0 0 "shop/1001"
#| row 0 0 "CC-1001"
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

cat > "$work/App.csproj" <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="Microsoft.Orleans.Server" Version="10.4.2" />
    <PackageReference Include="Microsoft.Orleans.TestingHost" Version="10.4.2" />
    <PackageReference Include="Microsoft.Orleans.Persistence.AdoNet" Version="10.4.2" />
    <PackageReference Include="Microsoft.Data.Sqlite" Version="10.0.15" />
  </ItemGroup>
</Project>
XML
cat > "$work/Program.cs" <<'CS'
using Microsoft.Data.Sqlite;
using Orleans.TestingHost;

var file = $"Data Source={args[0]};Pooling=False";
using var database = new SqliteConnection(file);
database.Open();
using var schema = database.CreateCommand();
schema.CommandText = """
    CREATE TABLE OrleansQuery(QueryKey TEXT PRIMARY KEY, QueryText TEXT NOT NULL);
    CREATE TABLE state(service TEXT NOT NULL, type TEXT NOT NULL, n0 INTEGER NOT NULL, n1 INTEGER NOT NULL,
        extension TEXT NOT NULL, payload BLOB, version INTEGER NOT NULL,
        PRIMARY KEY(service, type, n0, n1, extension));
    INSERT INTO OrleansQuery VALUES
    ('ReadFromStorageKey', 'SELECT payload AS PayloadBinary, version AS Version FROM state
        WHERE service = @ServiceId AND type = @GrainTypeString AND n0 = @GrainIdN0 AND n1 = @GrainIdN1
          AND extension = coalesce(@GrainIdExtensionString, '''')'),
    ('WriteToStorageKey', 'INSERT INTO state VALUES(@ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1,
            coalesce(@GrainIdExtensionString, ''''), @PayloadBinary, 1)
        ON CONFLICT DO UPDATE SET payload = excluded.payload, version = version + 1
        WHERE version = @GrainStateVersion RETURNING version AS NewGrainStateVersion'),
    ('ClearStorageKey', 'UPDATE state SET payload = NULL, version = version + 1
        WHERE service = @ServiceId AND type = @GrainTypeString AND n0 = @GrainIdN0 AND n1 = @GrainIdN1
          AND extension = coalesce(@GrainIdExtensionString, '''') AND version = @GrainStateVersion
        RETURNING version AS NewGrainStateVersion');
    """;
schema.ExecuteNonQuery();

var builder = new InProcessTestClusterBuilder(1);
builder.ConfigureSilo((_, silo) => silo.AddAdoNetGrainStorageAsDefault(storage =>
{
    storage.Invariant = "System.Data.SQLite";
    storage.ConnectionString = file;
}));
await using var cluster = builder.Build();
await cluster.DeployAsync();
foreach (var (key, other) in new[]
{
    ("1001", "01001"),
    ("deadbeef", "DEADBEEF"),
    ("6f9619ff8b86d011b42d00c04fc964ff", "6F9619FF8B86D011B42D00C04FC964FF"),
    ("6f9619ff-8b86-d011-b42d-00c04fc964ff", "6F9619FF-8B86-D011-B42D-00C04FC964FF"),
    ("shop/1001", "shop/01001"),
    ("CC-1001", "CC-01001"),
})
{
    await cluster.Client.GetGrain<IOrder>(key).Write($"paid as {key}");
    Console.WriteLine($"{other}: \"{await cluster.Client.GetGrain<IOrder>(other).Read()}\"");
}

using var rows = database.CreateCommand();
rows.CommandText = "SELECT n0, n1, extension FROM state ORDER BY rowid";
using var row = rows.ExecuteReader();
while (row.Read()) Console.WriteLine($"row {row.GetInt64(0):x} {row.GetInt64(1):x} \"{row.GetString(2)}\"");

public interface IOrder : IGrainWithStringKey
{
    Task Write(string text);

    Task<string> Read();
}

[GenerateSerializer]
public sealed class OrderState
{
    [Id(0)]
    public string Text { get; set; } = "";
}

public sealed class Order([PersistentState("order")] IPersistentState<OrderState> order) : Grain, IOrder
{
    public Task Write(string text)
    {
        order.State.Text = text;
        return order.WriteStateAsync();
    }

    public Task<string> Read() => Task.FromResult(order.State.Text);
}
CS

# No build server stays behind, and the test host writes its log into the working directory.
dotnet build "$work" -o "$work/out" -v quiet -nodeReuse:false -p:UseSharedCompilation=false >&2
(cd "$work" && out/App orders.db) > "$work/seen"
cat "$work/seen"
if diff <(sed -n 's/^#| //p' "$0") "$work/seen"; then
  echo "It behaves as described."
else
  echo "The behaviour has changed: see the differences above."
  exit 1
fi
