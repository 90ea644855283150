using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using CryptoPay.Loopback;
using CryptoPay.Postgres;

namespace CryptoPay.EndToEnd.Tests.Monitoring;

/// <summary>deploy/monitoring against real gateways and silos and a real Prometheus.</summary>
public sealed partial class MonitoringTests
{
    /// <summary>Series of ours that rules look at. That of open alerts begins with the first.</summary>
    [GeneratedRegex(@"\bcryptopay_(?!alerts_open)\w+")]
    private static partial Regex Named { get; }

    [Fact]
    public async Task Rules_and_settings_are_what_Prometheus_takes_and_each_alert_fires_when_it_should_and_not_else()
    {
        Prometheus.MustBeThere();
        foreach (var words in (string[])
            ["check rules alerts.yml", "check config prometheus.yml", "test rules alerts.test.yml"])
        {
            var (exitCode, said) = await Prometheus.Promtool("", words.Split(' '));
            Assert.True(exitCode == 0, said);
        }
    }

    [Fact]
    public async Task Each_panel_shows_something_and_where_all_is_well_no_alert_fires()
    {
        Prometheus.MustBeThere();
        await using var gateway = await MonitoredGateway.Start([]);
        // One of each: what is retried, and what is not believed.
        (await gateway.Rig.Sandbox.Client.PutAsJsonAsync(
            "/sandbox/faults", new { on = "read", fail = "500", times = 1 })).EnsureSuccessStatusCode();
        await gateway.Forge(1);
        await gateway.IsWell();

        await ShowSomething(gateway.Prometheus, ofPostgres: false);
        var named = Named.Matches(await File.ReadAllTextAsync(Path.Combine(Prometheus.Ours, "alerts.yml")));
        foreach (var series in named.Select(name => name.Value).Distinct())
            Assert.True((await gateway.Prometheus.Query(series)).Length > 0, $"{series} is not there");
        await Eventually.Holds(
            async () => (await gateway.Prometheus.Query("ALERTS{alertstate=\"pending\"}")).Length == 0,
            () => "an alert waits to fire");
        Assert.Empty(await gateway.Prometheus.Query("max_over_time(ALERTS{alertstate=\"firing\"}[1h])"));

        var (_, complaints) = await Prometheus.Promtool(await gateway.Scrape(), "check", "metrics");
        Assert.DoesNotContain("cryptopay_", complaints);
        // Were it silent, it would have read nothing.
        Assert.Contains("orleans_", complaints);
    }

    [Fact]
    public async Task Panels_of_PostgreSQL_show_something_of_a_silo_on_it()
    {
        Prometheus.MustBeThere();
        await using var database = await PostgresServer.Start();
        var folder = Directory.CreateTempSubdirectory("cryptopay-monitoring-");
        var keys = Path.Combine(folder.FullName, "keys.pem");
        await File.WriteAllTextAsync(keys, KeysCertificate.NewPem());
        var metricsPort = Ports.Free();
        await using var silo = await ServerProcess.Start("Silo", Ports.Free(), "/health/ready", new()
        {
            ["Storage:Provider"] = "Postgres",
            ["Storage:ConnectionString"] = await database.NewDatabase(),
            ["Storage:KeysCertificatePath"] = keys,
            ["Cluster:Address"] = "127.0.0.1",
            ["Telemetry:MetricsPort"] = $"{metricsPort}",
            ["Processors:shop:Kind"] = "BtcPay",
            ["Processors:shop:BaseUrl"] = "http://localhost:1",
            ["Processors:shop:ApiKey"] = "key",
            ["Processors:shop:StoreId"] = "store",
            ["Processors:shop:WebhookSecret"] = "secret",
        });
        await using var prometheus = await Prometheus.Start(metricsPort);

        await ShowSomething(prometheus, ofPostgres: true);
        Assert.Empty(await prometheus.Firing());
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Each_panel_has_a_title_of_its_own_a_unit_a_sentence_and_a_place_that_no_other_has()
    {
        Assert.All(Dashboard.Panels, panel =>
        {
            Assert.NotEmpty(Dashboard.TitleOf(panel));
            Assert.NotEmpty(panel.GetProperty("fieldConfig").GetProperty("defaults").GetProperty("unit").GetString()!);
            Assert.EndsWith(".", panel.GetProperty("description").GetString());
            Assert.NotEmpty(Dashboard.QueriesOf(panel));
            Assert.Equal("${datasource}", panel.GetProperty("datasource").GetProperty("uid").GetString());
        });
        Assert.Equal(
            Dashboard.All.Length,
            Dashboard.All.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
        Assert.Equal(
            Dashboard.All.Length, Dashboard.All.Select(Dashboard.TitleOf).Distinct(StringComparer.Ordinal).Count());
        var cells = Dashboard.All.SelectMany(Cells).ToList();
        Assert.Equal(cells.Count, cells.Distinct().Count());
        Assert.All(cells, cell => Assert.InRange(cell.X, 0, 23));
    }

    private static IEnumerable<(int X, int Y)> Cells(JsonElement panel)
    {
        var place = panel.GetProperty("gridPos");
        int Of(string name) => place.GetProperty(name).GetInt32();
        return from x in Enumerable.Range(Of("x"), Of("w")) from y in Enumerable.Range(Of("y"), Of("h")) select (x, y);
    }

    private static async Task ShowSomething(Prometheus prometheus, bool ofPostgres)
    {
        foreach (var (panel, query) in Dashboard.Queries(ofPostgres))
        {
            await Eventually.Holds(
                async () => (await prometheus.Query(query)).Length > 0, () => $"{panel} shows nothing: {query}");
        }
    }
}
