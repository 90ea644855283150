using System.Net.Http.Json;
using CryptoPay.Loopback;

namespace CryptoPay.EndToEnd.Tests.Monitoring;

/// <summary>
/// A gateway, a processor and a case sink as real processes, a small load, and a Prometheus that looks on.
/// </summary>
internal sealed class MonitoredGateway : IAsyncDisposable
{
    private readonly Load load;

    private MonitoredGateway(Rig rig, Prometheus prometheus, int metricsPort) =>
        (Rig, Prometheus, MetricsPort, load) = (rig, prometheus, metricsPort, new Load(rig));

    public Rig Rig { get; }

    public Prometheus Prometheus { get; }

    public int MetricsPort { get; }

    /// <param name="before">A program that becomes the gateway, with its arguments.</param>
    public static async Task<MonitoredGateway> Start(string[] before, params (string Key, string Value)[] more)
    {
        var metricsPort = Ports.Free();
        var rig = await Rig.Build(before,
        [
            ("Telemetry:MetricsPort", $"{metricsPort}"),
            ("Genesys:default:BaseUrl", "{wire}/sandbox/genesys"), ("Genesys:default:ClientId", "sandbox-genesys"),
            ("Genesys:default:ClientSecret", Rig.GenesysSecret), ("Genesys:default:FlowId", "flow-1"),
            ("Genesys:default:Sinks:0", "workflow"),
            // The sandbox's pages are not at the wiretap.
            ("Processors:shop:LinkHosts:0", "localhost"),
            ("Polling:ReadGap", "00:00:00"),
            .. more,
        ]);
        return new MonitoredGateway(rig, await Prometheus.Start(metricsPort), metricsPort);
    }

    public async Task<string> Scrape()
    {
        using var client = new HttpClient();
        return await client.GetStringAsync($"http://127.0.0.1:{MetricsPort}/metrics");
    }

    /// <summary>Ten payments have settled since it began, as their webhooks told, and cases show them.</summary>
    public Task IsWell() => Eventually.Holds(
        async () => (await Prometheus.Query(
            "sum(cryptopay_status_changes_total{status=\"Settled\",seen_by=\"webhook\"}) >= 10"
            + " and sum(cryptopay_sinks_told_total{succeeded=\"true\"}) >= 10")).Length > 0,
        () => Rig.Gateway.Output);

    /// <summary>Webhooks that the processor never signed.</summary>
    public async Task Forge(int count)
    {
        for (var i = 0; i < count; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/shop")
            {
                Content = JsonContent.Create(new { invoiceId = "made-up" }),
            };
            request.Headers.Add("BTCPay-Sig", $"sha256={new string('0', 64)}");
            using var answer = await Rig.Gateway.Client.SendAsync(request);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await load.DisposeAsync();
        await Prometheus.DisposeAsync();
        await Rig.DisposeAsync();
    }
}
