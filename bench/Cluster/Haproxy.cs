using System.Diagnostics;

namespace CryptoPay.Cluster;

/// <summary>
/// haproxy before the gateways, as they are run: it asks each twice a second whether it is ready, and sends again to
/// the other one what a gateway did not take. A 503 is passed on as it is.
/// </summary>
internal sealed class Haproxy : IAsyncDisposable
{
    private readonly Process process;

    private Haproxy(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    public static string? Program { get; } =
        new[] { "/usr/sbin/haproxy", "/usr/local/sbin/haproxy", "/usr/bin/haproxy" }.FirstOrDefault(File.Exists);

    /// <returns>Null where the machine has none.</returns>
    public static async Task<Haproxy?> Start(Rig rig)
    {
        if (Program is null) return null;
        var port = Ports.Free();
        var gateways = string.Join('\n', rig.Gateways.Select(gateway =>
            $"  server {gateway.Name} 127.0.0.1:{gateway.Address.Port}"));
        var path = rig.PathOf("haproxy.cfg");
        await File.WriteAllTextAsync(path, $"""
            defaults
              mode http
              timeout connect 1s
              timeout client 30s
              timeout server 30s
              retries 3
              option redispatch 1
              retry-on conn-failure empty-response
            frontend callers
              bind 127.0.0.1:{port}
              default_backend gateways
            backend gateways
              balance roundrobin
              option httpchk GET /health/ready
              default-server check inter 500ms fall 2 rise 1
            {gateways}

            """);
        var started = Process.Start(new ProcessStartInfo(Program, ["-db", "-q", "-f", path]))!;
        Leftovers.Add(started);
        var haproxy = new Haproxy(started, new($"http://127.0.0.1:{port}"));
        for (var i = 0; i < 100; i++)
        {
            var (status, _) = await Api.Send(rig.Http, HttpMethod.Get, new(haproxy.Address, "/health/ready"));
            if (Api.IsGood(status)) return haproxy;
            await Task.Delay(100);
        }

        throw new TimeoutException("haproxy finds no gateway.");
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
