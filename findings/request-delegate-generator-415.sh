#!/usr/bin/env bash
# With EnableRequestDelegateGenerator=true a minimal-API endpoint refuses every body that is not JSON with 415, though
# it asks for none: its handler takes HttpContext and a service, and reads the body itself.
#
# Seen with ASP.NET Core 10.0.12, its request delegate generator 10.0.12.0, SDK 10.0.401, on Linux x64.
#
# When, exactly: the service is a member of an [AsParameters] type (record, struct or class), and one member at least
# is marked neither [FromServices] nor [FromKeyedServices]. What the service is does not matter (class, interface,
# open generic, options; singleton or scoped), nor whether others are marked, nor the method: GET too, where it has a
# body. A service that is a parameter of the handler itself is not affected.
#
# Why: of a parameter that may be a service or a body the generated code asks IServiceProviderIsService at the start
# whether it is a service, and adds AcceptsMetadata(application/json) only where it is none. Of a member of an
# [AsParameters] type it does not ask, and adds it always. Routing then answers 415 before the handler runs. A body
# without a Content-Type passes. Without the generator RequestDelegateFactory asks in both cases.
#
# Why it matters: whoever turns the switch on, for a faster start or as PublishAot does by itself, breaks a webhook
# receiver or a form, and no warning says so. Ways out: mark each service; .Accepts<T>("text/plain") on the endpoint,
# which stands in its place; or take the metadata away in a convention's Finally.
#
# Output; the columns are text/plain, application/x-www-form-urlencoded, application/json, no Content-Type:
#
#| EnableRequestDelegateGenerator=false
#| generator none
#| POST   /parameter            200 200 200 200
#| POST   /members/no-service   200 200 200 200
#| POST   /members/class        200 200 200 200
#| POST   /members/interface    200 200 200 200
#| POST   /members/open-generic 200 200 200 200
#| POST   /members/options      200 200 200 200
#| PUT    /members/put          200 200 200 200
#| DELETE /members/delete       200 200 200 200
#| POST   /members/one-unmarked 200 200 200 200
#| POST   /members/marked       200 200 200 200
#| POST   /members/keyed        200 200 200 200
#| EnableRequestDelegateGenerator=true
#| generator 10.0.12.0
#| POST   /parameter            200 200 200 200
#| POST   /members/no-service   200 200 200 200
#| POST   /members/class        415 415 200 200
#| POST   /members/interface    415 415 200 200
#| POST   /members/open-generic 415 415 200 200
#| POST   /members/options      415 415 200 200
#| PUT    /members/put          415 415 200 200
#| DELETE /members/delete       415 415 200 200
#| POST   /members/one-unmarked 415 415 200 200
#| POST   /members/marked       200 200 200 200
#| POST   /members/keyed        200 200 200 200
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

cat > "$work/Program.cs" <<'CS'
using System.CodeDom.Compiler;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Services.AddSingleton<Shop>().AddSingleton<IShop, Shop>().AddSingleton(typeof(Shelf<>));
builder.Services.AddKeyedSingleton<Shop>("main");
await using var app = builder.Build();

app.MapPost("/parameter", (HttpContext http, Shop shop) => Echo(http));
app.MapPost("/members/no-service", ([AsParameters] NoService call) => Echo(call.Http));
app.MapPost("/members/class", ([AsParameters] WithClass call) => Echo(call.Http));
app.MapPost("/members/interface", ([AsParameters] WithInterface call) => Echo(call.Http));
app.MapPost("/members/open-generic", ([AsParameters] WithGeneric call) => Echo(call.Http));
app.MapPost("/members/options", ([AsParameters] WithOptions call) => Echo(call.Http));
app.MapPut("/members/put", ([AsParameters] WithClass call) => Echo(call.Http));
app.MapDelete("/members/delete", ([AsParameters] WithClass call) => Echo(call.Http));
app.MapPost("/members/one-unmarked", ([AsParameters] OneUnmarked call) => Echo(call.Http));
app.MapPost("/members/marked", ([AsParameters] Marked call) => Echo(call.Http));
app.MapPost("/members/keyed", ([AsParameters] Keyed call) => Echo(call.Http));

await app.StartAsync();
using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
var endpoints = app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
var generator = endpoints[0].Metadata.GetMetadata<GeneratedCodeAttribute>()?.Version ?? "none";
Console.WriteLine($"generator {generator}");
foreach (var endpoint in endpoints)
{
    var path = endpoint.RoutePattern.RawText!;
    var method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods[0];
    Console.Write($"{method,-6} {path,-21}");
    foreach (var type in (string?[])["text/plain", "application/x-www-form-urlencoded", "application/json", null])
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Content = new ByteArrayContent("7"u8.ToArray());
        request.Content.Headers.ContentType = type is null ? null : new MediaTypeHeaderValue(type);
        using var answer = await client.SendAsync(request);
        Console.Write($" {(int)answer.StatusCode}");
    }

    Console.WriteLine();
}

static async Task<string> Echo(HttpContext http)
{
    using var reader = new StreamReader(http.Request.Body);
    return await reader.ReadToEndAsync();
}

interface IShop;
sealed class Shop : IShop;
sealed class Shelf<T>;
record NoService(HttpContext Http);
record WithClass(HttpContext Http, Shop Shop);
record WithInterface(HttpContext Http, IShop Shop);
record WithGeneric(HttpContext Http, Shelf<int> Shelf);
record WithOptions(HttpContext Http, IOptionsMonitor<HostOptions> Options);
record OneUnmarked(HttpContext Http, [FromServices] Shop Shop, IShop Other);
record Marked(HttpContext Http, [FromServices] Shop Shop, [FromServices] IShop Other);
record Keyed(HttpContext Http, [FromKeyedServices("main")] Shop Shop);
CS

# shown SWITCH: what the program prints when it is built with this switch.
shown() {
  mkdir "$work/$1"
  cp "$work/Program.cs" "$work/$1/"
  cat > "$work/$1/App.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk.Web">
  <PropertyGroup>
    <TargetFramework>net10.0</TargetFramework>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <EnableRequestDelegateGenerator>$1</EnableRequestDelegateGenerator>
  </PropertyGroup>
</Project>
XML
  # No build server stays behind.
  dotnet build "$work/$1" -o "$work/$1/out" -v quiet -nodeReuse:false -p:UseSharedCompilation=false >&2
  echo "EnableRequestDelegateGenerator=$1"
  "$work/$1/out/App"
}

{ shown false; shown true; } > "$work/seen"
cat "$work/seen"
# Only the behaviour is compared, not the version.
if diff <(sed -n 's/^#| //p' "$0" | grep -v ^generator) <(grep -v ^generator "$work/seen"); then
  echo "It behaves as described."
else
  echo "The behaviour has changed: see the differences above."
  exit 1
fi
