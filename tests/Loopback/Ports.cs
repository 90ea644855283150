using System.Net;
using System.Net.Sockets;

namespace CryptoPay.Loopback;

/// <summary>
/// Ports for the servers of one test process. Below those that systems give to outgoing connections, and never the same
/// twice: a port that the system names as free can be anybody's a moment later, and many servers start at once.
/// </summary>
internal static class Ports
{
    private static int Last = Random.Shared.Next(12_000, 28_000);

    public static int Free()
    {
        while (true)
        {
            var port = Interlocked.Increment(ref Last);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }
}
