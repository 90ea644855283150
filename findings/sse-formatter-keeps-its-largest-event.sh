#!/usr/bin/env bash
# A stream of server-sent events that is written by SseFormatter, as TypedResults.ServerSentEvents writes it, keeps a
# buffer as large as its largest event for as long as it is open, also while it has nothing to send.
#
# Seen with System.Net.ServerSentEvents 10.0.13 on .NET 10, on Linux x64.
#
# Why: SseFormatter.WriteAsync formats each event into one rented buffer, which grows to the largest event, is cleared
# between events, and goes back only when the whole sequence has ended.
#
# Why it matters: a stream that sends the whole state once and then small changes is the usual one, and open streams are
# counted in thousands. A good guess is that an idle stream costs no more than its connection. It costs the first event
# too; whoever writes the few bytes of the format into the response's own PipeWriter pays for it only while it is sent.
#
# Output; 100 open streams, each of which has sent one event of some 60,000 bytes and then one of 2:
#
#| an idle stream holds more than 60000 bytes: True
#| one whose events were all small holds less than 5000 bytes: True
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
    <PackageReference Include="System.Net.ServerSentEvents" Version="10.0.13" />
  </ItemGroup>
</Project>
XML

cat > "$work/Program.cs" <<'CS'
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

await HeldByEach(2);
Console.WriteLine($"an idle stream holds more than 60000 bytes: {await HeldByEach(60_000) > 60_000}");
Console.WriteLine($"one whose events were all small holds less than 5000 bytes: {await HeldByEach(2) < 5_000}");

static async Task<long> HeldByEach(int largest)
{
    const int Count = 100;
    using var over = new CancellationTokenSource();
    var idle = new CountdownEvent(Count);
    var before = GC.GetTotalMemory(forceFullCollection: true);
    var open = new Task[Count];
    for (var i = 0; i < Count; i++)
        open[i] = SseFormatter.WriteAsync(Events(largest, idle, over.Token), Stream.Null);
    idle.Wait();
    var held = (GC.GetTotalMemory(forceFullCollection: true) - before) / Count;
    Console.Error.WriteLine($"largest event {largest}: {held:N0} bytes a stream");
    over.Cancel();
    await Task.WhenAll(open);
    return held;
}

static async IAsyncEnumerable<SseItem<string>> Events(
    int largest, CountdownEvent idle, [EnumeratorCancellation] CancellationToken over)
{
    yield return new SseItem<string>(new string('x', largest));
    yield return new SseItem<string>("ok");
    idle.Signal();
    await Task.Delay(Timeout.Infinite, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
