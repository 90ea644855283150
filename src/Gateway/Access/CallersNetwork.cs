using System.Net;
using System.Net.Sockets;

namespace CryptoPay.Gateway.Access;

/// <summary>Whom a limit for an address is for.</summary>
internal static class CallersNetwork
{
    private const int Ipv6PrefixBytes = 8;

    /// <summary>An IPv4 address, or the /64 of an IPv6 one: one line has all of it to choose from.</summary>
    public static IPAddress Of(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => IPAddress.None,
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4(),
        { AddressFamily: AddressFamily.InterNetworkV6 } address => Prefix(address),
        var address => address,
    };

    private static IPAddress Prefix(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(Ipv6PrefixBytes).Clear();
        return new IPAddress(bytes);
    }
}
