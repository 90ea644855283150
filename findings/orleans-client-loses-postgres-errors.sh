#!/usr/bin/env bash
# What goes wrong in PostgreSQL reaches an Orleans client as CodecNotFoundException, without a word of what it was, and
# so does each exception that has it inside. From SQLite, and inside of the silo's own process, it comes as it is.
#
# Seen with Microsoft.Orleans.Server and Microsoft.Orleans.TestingHost 10.4.2, Npgsql 10.0.3, Microsoft.Data.Sqlite
# 10.0.15 on .NET 10, on Linux x64.
#
# When, exactly: Orleans writes an exception to the wire only if its namespace begins with System, Microsoft or Azure
# (ExceptionSerializationOptions.SupportedNamespacePrefixes) or a codec was generated for it. Npgsql's does not. The
# whole answer is then given up, also where the exception that the grain throws is one of System and Npgsql's is only
# its InnerException: the grain's own message is lost too. A caller in the silo's process needs no wire and sees
# everything. UnavailableExceptionFallbackException, which the documentation names for exceptions that the other side
# does not know, is for what was written and cannot be read; here nothing is written.
#
# Why it matters: a product that is developed on SQLite, or with gateway and silo in one process, sees real errors
# there. In production, with a gateway of its own before PostgreSQL, a full connection pool, a refused password and a
# constraint are all the same CodecNotFoundException, and who tells "database away" by DbException no longer does. Ways
# out: catch in the grain and throw or return something of one's own; or add the prefix at silo and client, as below.
#
# Output; what follows <- is the InnerException, P is a port:
#
#| as it is, client, SQLite: Microsoft.Data.Sqlite.SqliteException "SQLite Error 14: 'unable to open database file'."
#| as it is, client, PostgreSQL: Orleans.Serialization.CodecNotFoundException "Could not find a codec for type Npgsql.NpgsqlException."
#| as it is, client, wrapped: Orleans.Serialization.CodecNotFoundException "Could not find a codec for type Npgsql.NpgsqlException."
#| as it is, silo, SQLite: Microsoft.Data.Sqlite.SqliteException "SQLite Error 14: 'unable to open database file'."
#| as it is, silo, PostgreSQL: Npgsql.NpgsqlException "Failed to connect to 127.0.0.1:P" <- System.Net.Sockets.SocketException "Connection refused"
#| as it is, silo, wrapped: System.InvalidOperationException "The order was not saved." <- Npgsql.NpgsqlException "Failed to connect to 127.0.0.1:P" <- System.Net.Sockets.SocketException "Connection refused"
#| with the prefix, client, SQLite: Microsoft.Data.Sqlite.SqliteException "SQLite Error 14: 'unable to open database file'."
#| with the prefix, client, PostgreSQL: Npgsql.NpgsqlException "Failed to connect to 127.0.0.1:P" <- System.Net.Sockets.SocketException "Connection refused"
#| with the prefix, client, wrapped: System.InvalidOperationException "The order was not saved." <- Npgsql.NpgsqlException "Failed to connect to 127.0.0.1:P" <- System.Net.Sockets.SocketException "Connection refused"
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 LC_ALL=C.UTF-8

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
    <PackageReference Include="Microsoft.Data.Sqlite" Version="10.0.15" />
    <PackageReference Include="Npgsql" Version="10.0.3" />
  </ItemGroup>
</Project>
XML
cat > "$work/Program.cs" <<'CS'
using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Serialization;
using Orleans.TestingHost;

await using (var cluster = new InProcessTestClusterBuilder(1).Build())
{
    await cluster.DeployAsync();
    await Show("as it is, client", cluster.Client);
    await Show("as it is, silo", cluster.Silos[0].ServiceProvider.GetRequiredService<IGrainFactory>());
}

var builder = new InProcessTestClusterBuilder(1);
builder.ConfigureSilo((_, silo) => AddPrefix(silo.Services));
builder.ConfigureClient(client => AddPrefix(client.Services));
await using (var cluster = builder.Build())
{
    await cluster.DeployAsync();
    await Show("with the prefix, client", cluster.Client);
}

static void AddPrefix(IServiceCollection services) =>
    services.Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.Add("Npgsql"));

static async Task Show(string where, IGrainFactory grains)
{
    var order = grains.GetGrain<IOrder>("order-1");
    await ShowOne($"{where}, SQLite", order.OpenSqlite);
    await ShowOne($"{where}, PostgreSQL", order.OpenPostgres);
    await ShowOne($"{where}, wrapped", order.OpenPostgresAndWrap);
}

static async Task ShowOne(string what, Func<Task> call)
{
    try
    {
        await call();
    }
    catch (Exception thrown)
    {
        var chain = new List<string>();
        for (var each = thrown; each is not null; each = each.InnerException)
            chain.Add($"{each.GetType().FullName} \"{each.Message}\"");
        Console.WriteLine($"{what}: {string.Join(" <- ", chain)}");
    }
}

public interface IOrder : IGrainWithStringKey
{
    Task OpenSqlite();

    Task OpenPostgres();

    Task OpenPostgresAndWrap();
}

public sealed class Order : Grain, IOrder
{
    public async Task OpenSqlite()
    {
        await using var database = new SqliteConnection("Data Source=no-such-file.db;Mode=ReadOnly");
        await database.OpenAsync();
    }

    // Nobody listens on a port that was free a moment ago: a database that is away.
    public async Task OpenPostgres()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        await using var database = new NpgsqlConnection($"Host=127.0.0.1;Port={port};Username=shop;Database=shop");
        await database.OpenAsync();
    }

    public async Task OpenPostgresAndWrap()
    {
        try
        {
            await OpenPostgres();
        }
        catch (NpgsqlException thrown)
        {
            throw new InvalidOperationException("The order was not saved.", thrown);
        }
    }
}
CS

# No build server stays behind, and the test host writes its log into the working directory.
dotnet build "$work" -o "$work/out" -v quiet -nodeReuse:false -p:UseSharedCompilation=false >&2
(cd "$work" && out/App) | sed -E 's/127\.0\.0\.1:[0-9]+/127.0.0.1:P/' > "$work/seen"
cat "$work/seen"
if diff <(sed -n 's/^#| //p' "$0") "$work/seen"; then
  echo "It behaves as described."
else
  echo "The behaviour has changed: see the differences above."
  exit 1
fi
