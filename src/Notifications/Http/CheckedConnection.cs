using System.Net;
using System.Net.Sockets;

namespace CryptoPay.Notifications.Http;

internal delegate Task<IPAddress[]> Resolve(string host, CancellationToken cancellation);

/// <summary>
/// Connects to addresses that were looked at, and to those alone. A name is resolved once, here: whoever answers for it
/// cannot answer otherwise between the look and the call.
/// </summary>
/// <param name="mayBeLoopback">In Development.</param>
internal sealed class CheckedConnection(Resolve resolve, bool mayBeLoopback)
{
    /// <exception cref="AddressNotAllowedException">
    /// One of the name's addresses may not be called. Then none is, as somebody plays with that name.
    /// </exception>
    public async ValueTask<Stream> Open(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var end = context.DnsEndPoint;
        var addresses = await resolve(end.Host, cancellation).ConfigureAwait(false);
        if (!Array.TrueForAll(addresses, MayBeCalled)) throw new AddressNotAllowedException();
        if (addresses is []) throw new SocketException((int)SocketError.HostNotFound);

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, end.Port, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool MayBeCalled(IPAddress address) =>
        PublicAddresses.Have(address) || (mayBeLoopback && IPAddress.IsLoopback(address));
}
