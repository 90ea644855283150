using System.Net;
using System.Net.Sockets;

namespace CryptoPay.Silo.Start;

internal static class FreePort
{
    /// <summary>A port of loopback that nobody listens on now.</summary>
    /// <param name="not">One that it must not be, as somebody will listen on it.</param>
    public static int Find(int? not)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        return port == not ? Find(not) : port;
    }
}
