using System.Net;
using System.Net.Sockets;

namespace CryptoPay.Silo;

/// <summary>Section <c>Cluster</c>.</summary>
public sealed class ClusterSettings
{
    /// <summary>
    /// Embedded (default): gateway and silo in one process. Client: the gateway looks for a silo elsewhere.
    /// </summary>
    public ClusterMode Mode { get; set; } = ClusterMode.Embedded;

    /// <summary>Where silos talk to each other, on loopback. Default: a free port.</summary>
    public int SiloPort { get; set; } = FreePort();

    /// <summary>
    /// Where clients reach the silo, on loopback. Default: a free port; the silo that runs alone has 30000.
    /// </summary>
    public int GatewayPort { get; set; } = FreePort();

    /// <summary>How long a call inside the cluster may take. Default 10 s.</summary>
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(10);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

public enum ClusterMode
{
    Embedded,
    Client,
}
