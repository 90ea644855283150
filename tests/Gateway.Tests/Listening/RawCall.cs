using System.Net.Sockets;
using System.Text;

namespace CryptoPay.Gateway.Tests.Listening;

/// <summary>A connection that says what no HTTP client would.</summary>
internal sealed class RawCall : IDisposable
{
    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp);

    public static async Task<RawCall> To(RunningGateway gateway)
    {
        var call = new RawCall();
        await call.socket.ConnectAsync("127.0.0.1", gateway.Client.BaseAddress!.Port, Requests.Cancellation);
        return call;
    }

    /// <summary>One call, and what came until the connection was closed.</summary>
    public static async Task<string> Answer(RunningGateway gateway, string text)
    {
        using var call = await To(gateway);
        await call.Say(text);
        return await call.Rest();
    }

    public Task Say(string text) => socket.SendAsync(Encoding.ASCII.GetBytes(text));

    /// <summary>The next that is said; "" where the other side has closed.</summary>
    public async Task<string> Heard()
    {
        var buffer = new byte[4096];
        try
        {
            var length = await socket.ReceiveAsync(buffer, Requests.Cancellation).AsTask().WaitAsync(Payments.Patience);
            return Encoding.ASCII.GetString(buffer, 0, length);
        }
        catch (SocketException)
        {
            return "";
        }
    }

    public async Task<string> Rest()
    {
        var all = new StringBuilder();
        while (await Heard() is { Length: > 0 } part) all.Append(part);
        return all.ToString();
    }

    public void Dispose() => socket.Dispose();
}
