#!/usr/bin/env bash
# AddKeyPerFile(folder, optional, reloadOnChange: true) does not see the way in which Kubernetes changes a mounted
# secret: the old value stays until the process ends. With DOTNET_USE_POLLING_FILE_WATCHER=1 it does.
#
# Seen with Microsoft.Extensions.Configuration.KeyPerFile 10.0.15, .NET 10.0.12, on Linux x64.
#
# When, exactly: the kubelet writes the new files into a new folder and renames a link "..data" onto the old one. The
# files that the program reads are links through "..data", and nothing happens to them. The provider watches by
# PhysicalFileProvider, which leaves out names that begin with a dot, so no event is left. The polling watcher looks
# through the links at the files' own times. The control shows that a file that is written in place is seen by both.
#
# Why it matters: such mounts are what the provider is for, and reloadOnChange reads like the answer to a rotation. Way
# out: the polling watcher, which the variable switches on for all files of the process; or to read the folder again by
# the clock, and compare.
#
# Output:
#
#| watcher: swap: not told in 10 s, value is old
#| watcher: written in place: told, value is new
#| polling: swap: told, value is new
#| polling: written in place: told, value is new
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
    <PackageReference Include="Microsoft.Extensions.Configuration.KeyPerFile" Version="10.0.15" />
  </ItemGroup>
</Project>
XML
cat > "$work/Program.cs" <<'CS'
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

var (mode, folder) = (args[0], args[1]);

// As the kubelet lays it out.
Directory.CreateDirectory($"{folder}/..first");
File.WriteAllText($"{folder}/..first/Secret", "old");
File.CreateSymbolicLink($"{folder}/..data", "..first");
File.CreateSymbolicLink($"{folder}/Secret", "..data/Secret");
File.WriteAllText($"{folder}/Plain", "old");
IConfiguration settings = new ConfigurationBuilder().AddKeyPerFile(folder, optional: false, reloadOnChange: true).Build();

await Show("swap", "Secret", () =>
{
    Directory.CreateDirectory($"{folder}/..second");
    File.WriteAllText($"{folder}/..second/Secret", "new");
    // rename(2) puts one link in the place of the other in one step, as mv -T does.
    File.CreateSymbolicLink($"{folder}/..data_tmp", "..second");
    using var mv = System.Diagnostics.Process.Start("mv", ["-T", $"{folder}/..data_tmp", $"{folder}/..data"]);
    mv.WaitForExit();
});
await Show("written in place", "Plain", () => File.WriteAllText($"{folder}/Plain", "new"));

async Task Show(string what, string key, Action change)
{
    var told = new TaskCompletionSource();
    using var watch = ChangeToken.OnChange(settings.GetReloadToken, () => told.TrySetResult());
    change();
    var wasTold = await Task.WhenAny(told.Task, Task.Delay(TimeSpan.FromSeconds(10))) == told.Task;
    Console.WriteLine($"{mode}: {what}: {(wasTold ? "told" : "not told in 10 s")}, value is {settings[key]}");
}
CS

# No build server stays behind.
dotnet build "$work" -o "$work/out" -v quiet -nodeReuse:false -p:UseSharedCompilation=false >&2
mkdir "$work/watched" "$work/polled"
{
  "$work/out/App" watcher "$work/watched"
  DOTNET_USE_POLLING_FILE_WATCHER=1 "$work/out/App" polling "$work/polled"
} > "$work/seen"
cat "$work/seen"
if diff <(sed -n 's/^#| //p' "$0") "$work/seen"; then
  echo "It behaves as described."
else
  echo "The behaviour has changed: see the differences above."
  exit 1
fi
