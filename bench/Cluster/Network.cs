using System.Diagnostics;

namespace CryptoPay.Cluster;

/// <summary>
/// A network of its own for one silo, with a cable to ours that can be cut: packets vanish, and nobody is told. Its
/// localhost leads to our side: a processor without TLS is only taken on localhost.
/// </summary>
internal sealed class Network : IAsyncDisposable
{
    public const string Here = "10.99.87.1";
    public const string There = "10.99.87.2";

    private const string Name = "cryptopay-bench";
    private const string Cable = "cpbench";

    public static readonly string[] Inside = ["ip", "netns", "exec", Name];

    public static bool IsPossible => Environment.IsPrivilegedProcess
        && new[] { "/usr/sbin/ip", "/sbin/ip" }.Any(File.Exists)
        && new[] { "/usr/sbin/iptables", "/sbin/iptables" }.Any(File.Exists);

    public static async Task<Network> Make()
    {
        await Script($"ip netns del {Name} 2>/dev/null; ip link del {Cable}0 2>/dev/null; true");
        await Script($"""
            set -e
            ip netns add {Name}
            ip link add {Cable}0 type veth peer name {Cable}1 netns {Name}
            ip addr add {Here}/30 dev {Cable}0
            ip link set {Cable}0 up
            ip netns exec {Name} sh -ec '
              ip link set lo up
              ip addr add {There}/30 dev {Cable}1
              ip link set {Cable}1 up
              sysctl -qw net.ipv4.conf.all.route_localnet=1
              iptables -t nat -A OUTPUT -d 127.0.0.1 -p tcp -j DNAT --to-destination {Here}
              iptables -t nat -A POSTROUTING -o {Cable}1 -j MASQUERADE'
            """);
        return new Network();
    }

    public static Task Cut() => Rules("-I");

    public static Task Mend() => Rules("-D");

    public async ValueTask DisposeAsync() =>
        await Script($"ip netns del {Name} 2>/dev/null; ip link del {Cable}0 2>/dev/null; true");

    private static Task Rules(string how) => Script($"""
        set -e
        ip netns exec {Name} iptables {how} INPUT -i {Cable}1 -j DROP
        ip netns exec {Name} iptables {how} OUTPUT -o {Cable}1 -j DROP
        """);

    private static async Task Script(string script)
    {
        var start = new ProcessStartInfo("sh", ["-c", script]);
        start.Environment["PATH"] += ":/usr/sbin:/sbin";
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException("A network of its own cannot be made.");
    }
}
