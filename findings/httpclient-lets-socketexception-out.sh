#!/usr/bin/env bash
# HttpClient.SendAsync throws a bare SocketException, and no HttpRequestException, where the peer resets a connection
# that has only just been accepted.
#
# Seen with .NET 10.0.12, SDK 10.0.401, on Linux x64.
#
# When, exactly: the connect has succeeded, and the reset arrives before the connection pool asks the new socket for its
# remote end point. The socket answers ENOTCONN (107), and the pool does not turn that into its own exception. A reset
# that comes later, here after the request was read, is the HttpRequestException that is documented.
#
# Why it matters: SendAsync documents HttpRequestException for what the network does, and who catches that alone, as
# most retries do, lets this one through to the process. In the field it is a race with a server or a proxy that is
# being stopped; a ConnectCallback that waits for the reset makes it certain here. The request was certainly not sent.
# Way out: catch SocketException too, and take it for "not connected".
#
# Output:
#
#| runtime 10.0.12
#| reset before the request: System.Net.Sockets.SocketException, socket error NotConnected (107)
#|   at System.Net.Sockets.Socket.UpdateStatusAfterSocketErrorAndThrowException
#|   at System.Net.Sockets.Socket.get_RemoteEndPoint
#|   at System.Net.Http.HttpConnectionPool.<ConnectAsync>g__GetRemoteEndPoint|53_0
#| reset after the request: System.Net.Http.HttpRequestException, socket error ConnectionReset (104)
#|   at System.Net.Http.HttpConnection+<SendAsync>d__56.MoveNext
#|   at System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw
#|   at System.Runtime.CompilerServices.TaskAwaiter.ThrowForNonSuccess
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
</Project>
XML
cat > "$work/Program.cs" <<'CS'
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

Console.WriteLine($"runtime {Environment.Version}");
using var listener = new TcpListener(IPAddress.Loopback, 0);
listener.Start();
var url = $"http://{listener.LocalEndpoint}/";
var reset = new LingerOption(enable: true, seconds: 0);

// The peer accepts and resets before anything is sent. The callback waits until the reset has arrived, so that what
// is a race in the field is certain here.
using var early = new SocketsHttpHandler
{
    ConnectCallback = async (context, cancellation) =>
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(context.DnsEndPoint, cancellation);
        using (var accepted = await listener.AcceptSocketAsync(cancellation)) accepted.LingerState = reset;
        socket.Poll(Timeout.InfiniteTimeSpan, SelectMode.SelectRead);
        return new NetworkStream(socket, ownsSocket: true);
    },
};
await Show("reset before the request", early);

// The peer resets after it has read the request.
using var late = new SocketsHttpHandler();
var peer = Task.Run(async () =>
{
    using var accepted = await listener.AcceptSocketAsync();
    await accepted.ReceiveAsync(new byte[4096]);
    accepted.LingerState = reset;
});
await Show("reset after the request", late);
await peer;

async Task Show(string when, HttpMessageHandler handler)
{
    try
    {
        using var client = new HttpClient(handler, disposeHandler: false);
        using var answer = await client.GetAsync(url);
        Console.WriteLine($"{when}: {(int)answer.StatusCode}");
    }
    catch (Exception thrown)
    {
        var socket = thrown.GetBaseException() as SocketException;
        Console.WriteLine($"{when}: {thrown.GetType().FullName}, "
            + $"socket error {socket?.SocketErrorCode} ({socket?.NativeErrorCode})");
        foreach (var method in new StackTrace(thrown).GetFrames().Take(3).Select(frame => frame.GetMethod()))
            Console.WriteLine($"  at {method?.DeclaringType?.FullName}.{method?.Name}");
    }
}
CS

# No build server stays behind.
dotnet build "$work" -o "$work/out" -v quiet -nodeReuse:false -p:UseSharedCompilation=false >&2
"$work/out/App" > "$work/seen"
cat "$work/seen"
# Only what was thrown is compared, not the version and where.
if diff <(sed -n 's/^#| //p' "$0" | grep ^reset) <(grep ^reset "$work/seen"); then
  echo "It behaves as described."
else
  echo "The behaviour has changed: see the differences above."
  exit 1
fi
