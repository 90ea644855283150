using System.Net;
using System.Net.Sockets;

namespace CryptoPay.Notifications.Http;

/// <summary>
/// Tells the internet from all that only we can reach: our network, this machine, and what a cloud tells its machines.
/// By the registries of special-purpose addresses of IANA, read 2026-11-28.
/// </summary>
internal static class PublicAddresses
{
    /// <summary>Of IPv6 only this was ever given out: NAT64 and unique local lie outside.</summary>
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", // unspecified, "this network"
            "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", // private
            "100.64.0.0/10", // behind a carrier's NAT; Alibaba Cloud's metadata
            "127.0.0.0/8", // loopback
            "168.63.129.16/32", // Azure's service for its machines, at an address that looks public
            "169.254.0.0/16", // link-local; metadata of AWS, Azure, Google Cloud and others
            "192.0.0.0/24", // protocols of the IETF; Oracle Cloud's metadata
            "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", // documentation
            "192.88.99.0/24", // relays of 6to4
            "198.18.0.0/15", // benchmarks
            "224.0.0.0/4", // multicast
            "240.0.0.0/4", // reserved, and broadcast
            "2001::/23", // protocols of the IETF, Teredo with an IPv4 address inside among them
            "2001:db8::/32", "3fff::/20", // documentation
            "2002::/16", // 6to4: an IPv4 address inside
        }.Select(network => IPNetwork.Parse(network)),
    ];

    // Mapped ones by hand: .NET 10 compares their four bytes with the first four of an IPv6 network (dotnet/runtime
    // issue 131861).
    public static bool Have(IPAddress address) =>
        !address.IsIPv4MappedToIPv6
        && (address.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(address))
        && !Array.Exists(NotPublic, network => network.Contains(address));
}
