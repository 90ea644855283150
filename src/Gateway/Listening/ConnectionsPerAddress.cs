using System.Diagnostics.Metrics;
using System.Net;
using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.Settings;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Listening;

/// <summary>
/// Closes the connection that is one too many for its address, before TLS and without an answer: each costs memory, and
/// a file of which the process may open only so many.
/// </summary>
internal sealed partial class ConnectionsPerAddress(
    IOptions<LimitOptions> limits, TrustedProxies proxies, IMeterFactory meters, TimeProvider time,
    ILogger<ConnectionsPerAddress> logger)
{
    private readonly Counter<long> closed = meters.Create(GatewayMeter.Name).CreateCounter<long>(
        "cryptopay.connections_closed", "{connection}", "Connections above the limit for an address.");

    private readonly OnceAMinute<string> told = new(time);
    private readonly Lock counting = new();
    private readonly Dictionary<IPAddress, int> open = [];

    public ConnectionDelegate Before(ConnectionDelegate next) => async connection =>
    {
        // Of a Unix socket there is no address.
        if (connection.RemoteEndPoint is not IPEndPoint { Address: var address } || proxies.Include(address))
        {
            await next(connection);
            return;
        }

        var network = CallersNetwork.Of(address);
        if (!IsLetIn(network))
        {
            Closed();
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            HasLeft(network);
        }
    };

    private bool IsLetIn(IPAddress network)
    {
        lock (counting)
        {
            var count = open.GetValueOrDefault(network);
            if (count >= limits.Value.ConnectionsPerAddress) return false;
            open[network] = count + 1;
            return true;
        }
    }

    private void HasLeft(IPAddress network)
    {
        lock (counting)
        {
            if (open[network] == 1) open.Remove(network);
            else open[network]--;
        }
    }

    private void Closed()
    {
        closed.Add(1);
        if (told.IsDue("", out var count)) Log.Closed(logger, count, limits.Value.ConnectionsPerAddress);
    }

    private static partial class Log
    {
        [LoggerMessage(5022, LogLevel.Warning,
            "{Count} connections were closed: each came from an address that held {Max} open already.")]
        public static partial void Closed(ILogger logger, int count, int max);
    }
}
