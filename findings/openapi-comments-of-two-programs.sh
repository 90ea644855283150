#!/usr/bin/env bash
# An ASP.NET Core program that refers to two others answers its OpenAPI document with 500 as soon as both of these write
# a documentation file, though no comment is written anywhere: "An item with the same key has already been added. Key:
# T:Program". Whether it writes one itself does not matter.
#
# Seen with ASP.NET Core 10.0.12, Microsoft.AspNetCore.OpenApi 10.0.15, SDK 10.0.401, on Linux x64.
#
# Why: the package's source generator puts the comments in the documentation files of all projects that the program
# refers to into one dictionary, by the name of the member, and adds each without asking whether it is
# there. The web SDK gives each program with top-level statements a public class Program, in no namespace, with a comment
# that it brings itself. So there are two of that name. The dictionary is made at the first request, and the build says
# nothing.
#
# Why it matters: one switch that is turned on to have crefs checked takes the API's description away at run time, in
# whoever has programs that can run alone and one that hosts them all. Ways out: take the generator
# (Microsoft.AspNetCore.OpenApi.SourceGenerators) from the analyzers before CoreCompile where its comments are not
# wanted, or no documentation file for all but one.
#
# Output:
#
#| documentation files: of host and no guest    200
#| documentation files: of host and one guest   200
#| documentation files: of host and both guests 500 An item with the same key has already been added. Key: T:Program
#| documentation files: of both guests alone    500 An item with the same key has already been added. Key: T:Program
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

# project FOLDER ITEMS: a web project with its Program.cs from standard input.
project() {
  mkdir "$work/$1"
  cat > "$work/$1/Program.cs"
  cat > "$work/$1/$1.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <NoWarn>CS1591</NoWarn>
    <GenerateDocumentationFile Condition="'\$($1Documented)' == 'true'">true</GenerateDocumentationFile>
  </PropertyGroup>
  <ItemGroup>$2</ItemGroup>
</Project>
XML
}

for guest in First Second; do
  project "$guest" '' <<'CS'
WebApplication.CreateBuilder(args).Build().Run();
CS
done

project Host '<ProjectReference Include="../First/First.csproj" />
  <ProjectReference Include="../Second/Second.csproj" />
  <PackageReference Include="Microsoft.AspNetCore.OpenApi" Version="10.0.15" />' <<'CS'
using Microsoft.AspNetCore.Diagnostics;

var builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddOpenApi();
await using var app = builder.Build();
app.UseExceptionHandler(failed => failed.Run(http =>
    http.Response.WriteAsync(http.Features.Get<IExceptionHandlerFeature>()!.Error.Message)));
app.MapOpenApi();
app.MapGet("/orders", () => new Order("1"));

await app.StartAsync();
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
using var answer = await client.GetAsync("/openapi/v1.json");
var body = answer.IsSuccessStatusCode ? "" : " " + await answer.Content.ReadAsStringAsync();
Console.WriteLine($"{(int)answer.StatusCode}{body}");

sealed record Order(string Id);
CS

# shown WHOSE HOST FIRST SECOND: what the host prints when these write documentation files.
shown() {
  # No build server stays behind.
  dotnet build "$work/Host" -o "$work/out/$2$3$4" -v quiet -nodeReuse:false -p:UseSharedCompilation=false \
    -p:HostDocumented="$2" -p:FirstDocumented="$3" -p:SecondDocumented="$4" >&2
  printf 'documentation files: of %-20s %s\n' "$1" "$("$work/out/$2$3$4/Host")"
  rm -rf "$work"/*/obj
}

{
  shown 'host and no guest' true false false
  shown 'host and one guest' true true false
  shown 'host and both guests' true true true
  shown 'both guests alone' false true true
} > "$work/seen"
cat "$work/seen"
if diff <(sed -n 's/^#| //p' "$0") "$work/seen"; then
  echo "It behaves as described."
else
  echo "The behaviour has changed: see the differences above."
  exit 1
fi
