using System.Net;
using System.Net.Sockets;
using CryptoPay.Gateway.Settings;

namespace CryptoPay.Gateway.Access;

/// <summary>Whom a limit for an address is for.</summary>
internal static class CallersNetwork
{
    private const int Ipv6PrefixBytes = 8;

    public static IPAddress Of(HttpContext context) => Of(context.Connection.RemoteIpAddress);

    /// <summary>An IPv4 address, or the /64 of an IPv6 one: one line has all of it to choose from.</summary>
    public static IPAddress Of(IPAddress? address) => address?.Plain() switch
    {
        null => IPAddress.None,
        { AddressFamily: AddressFamily.InterNetworkV6 } ipv6 => Prefix(ipv6),
        var plain => plain,
    };

    private static IPAddress Prefix(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(Ipv6PrefixBytes).Clear();
        return new IPAddress(bytes);
    }
}
