#!/usr/bin/env bash
# Microsoft.Data.Sqlite runs what stands behind a SELECT in the same command only when its reader is closed, and there it
# drops the errors: ExecuteScalar of "SELECT ...; INSERT ..." returns the scalar, and an INSERT that fails says nothing.
#
# Seen with Microsoft.Data.Sqlite 10.0.15 on .NET 10, on Linux x64.
#
# Why: ExecuteScalar reads the first row and disposes of the reader. The reader goes through the statements that are left
# so that they are run too, and ends silently at the first that fails.
#
# Why it matters: a command that looks at something first and then takes a lock, or writes, seems to have done both. A good
# guess is that the whole command fails, as it does where the first statement has no rows, and as Npgsql has it.
#
# Output; the table has a row 1 already:
#
#| SELECT, then INSERT of 2: no error, rows now 2
#| SELECT, then INSERT of 1 again: no error, rows now 2
#| SELECT, then INSERT of 1 again, then INSERT of 3: no error, rows now 2
#| UPDATE, then INSERT of 1 again: SqliteException 19, rows now 2
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
    <PackageReference Include="Microsoft.Data.Sqlite" Version="10.0.15" />
  </ItemGroup>
</Project>
XML

cat > "$work/Program.cs" <<'CS'
using Microsoft.Data.Sqlite;

using var connection = new SqliteConnection("Data Source=:memory:");
connection.Open();
Scalar("CREATE TABLE t(id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1)");

Try("SELECT, then INSERT of 2", "SELECT count(*) FROM t; INSERT INTO t VALUES (2)");
Try("SELECT, then INSERT of 1 again", "SELECT count(*) FROM t; INSERT INTO t VALUES (1)");
Try("SELECT, then INSERT of 1 again, then INSERT of 3",
    "SELECT count(*) FROM t; INSERT INTO t VALUES (1); INSERT INTO t VALUES (3)");
Try("UPDATE, then INSERT of 1 again", "UPDATE t SET id = id; INSERT INTO t VALUES (1)");

void Try(string what, string sql)
{
    var error = "no error";
    try { Scalar(sql); }
    catch (SqliteException fault) { error = $"SqliteException {fault.SqliteErrorCode}"; }
    Console.WriteLine($"{what}: {error}, rows now {Scalar("SELECT count(*) FROM t")}");
}

object Scalar(string sql)
{
    using var command = connection.CreateCommand();
    command.CommandText = sql;
    return command.ExecuteScalar();
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
