using System.Net;
using System.Net.Sockets;

namespace CryptoPay.Cluster;

internal static class Ports
{
    /// <summary>Below those that outgoing connections take, so that it is free again where a program is started anew.</summary>
    private static int Last = 20_000 + (Environment.ProcessId % 8_000);

    public static int Free()
    {
        while (true)
        {
            var port = Interlocked.Increment(ref Last);
            try
            {
                using var listener = new TcpListener(IPAddress.Any, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }
}
