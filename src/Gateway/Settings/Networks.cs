using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

using IPNetwork = System.Net.IPNetwork;

namespace CryptoPay.Gateway.Settings;

/// <summary>
/// Networks as settings name them. An IPv4 address is one, however it is written: a socket for both families tells it
/// as <c>::ffff:10.0.0.1</c>.
/// </summary>
internal static class Networks
{
    public const string Rule = "a list of IP addresses, and of networks such as 10.0.0.0/8 or fd00::/8, without any "
        + "bit behind the prefix";

    private const int MappedPrefix = 96;

    /// <param name="text">A single address is a network of one.</param>
    public static bool TryParse(string? text, out IPNetwork network)
    {
        network = default;
        // A zone means something on one machine only.
        if (text is null || text.AsSpan().ContainsAny("[]%")) return false;
        var beforePrefix = text.Split('/')[0];
        if (!IPAddress.TryParse(beforePrefix, out var start)) return false;
        // Octal and shortened forms too are read as an address, and seldom as the one that was meant.
        if (start.AddressFamily == AddressFamily.InterNetwork && beforePrefix != $"{start}") return false;
        var prefix = start.GetAddressBytes().Length * 8;
        if (text != beforePrefix)
        {
            // It drops bits behind the prefix without a word, and nobody knows which of the two is wrong.
            if (!IPNetwork.TryParse(text, out network) || !network.BaseAddress.Equals(start)) return false;
            prefix = network.PrefixLength;
        }

        network = start.IsIPv4MappedToIPv6 && prefix >= MappedPrefix
            ? new IPNetwork(start.MapToIPv4(), prefix - MappedPrefix)
            : new IPNetwork(start, prefix);
        return true;
    }

    public static bool TryParse(IEnumerable<string?> texts, out ImmutableArray<IPNetwork> networks)
    {
        var read = texts.Select(text => (IsOne: TryParse(text, out var network), Network: network)).ToList();
        var areAll = read.All(one => one.IsOne);
        networks = areAll ? [.. read.Select(one => one.Network)] : [];
        return areAll;
    }

    // Of the same family only: asked for a mapped address, IPNetwork compares IPv4 bits with those of any IPv6 network,
    // and 2001:db8:8000::/33 holds half of IPv4 (dotnet/runtime issue 131861).
    public static bool Contain(this ImmutableArray<IPNetwork> networks, IPAddress address)
    {
        var plain = address.Plain();
        return networks.Any(
            network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }

    /// <summary>An IPv4 address as such.</summary>
    public static IPAddress Plain(this IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
