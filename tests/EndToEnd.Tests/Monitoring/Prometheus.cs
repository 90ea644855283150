using System.Diagnostics;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CryptoPay.Loopback;

namespace CryptoPay.EndToEnd.Tests.Monitoring;

/// <summary>
/// A real Prometheus with our alert rules, which scrapes each second. Its settings are those of the example, so that
/// the example is held too.
/// </summary>
internal sealed class Prometheus : IAsyncDisposable
{
    /// <summary>deploy/monitoring.</summary>
    public static readonly string Ours = Path.Combine(RepositoryRoot(), "deploy", "monitoring");

    private readonly string folder;
    private readonly Process process;
    private readonly HttpClient client;

    private Prometheus(string folder, Process process, HttpClient client) =>
        (this.folder, this.process, this.client) = (folder, process, client);

    /// <summary>Skips the test where it is not installed.</summary>
    public static void MustBeThere() => Assert.SkipUnless(
        new[] { "prometheus", "promtool" }.All(IsInPath), "Prometheus is not installed (Debian: prometheus).");

    /// <param name="metricsPorts">Of the processes that it scrapes.</param>
    public static async Task<Prometheus> Start(params int[] metricsPorts)
    {
        var folder = Directory.CreateTempSubdirectory("cryptopay-prometheus-").FullName;
        var example = await File.ReadAllTextAsync(Path.Combine(Ours, "prometheus.yml"));
        Assert.Contains("127.0.0.1:9464", example);
        await File.WriteAllTextAsync(Path.Combine(folder, "prometheus.yml"), example.Replace("15s", "1s").Replace(
            "\"127.0.0.1:9464\"", string.Join(", ", metricsPorts.Select(port => $"\"127.0.0.1:{port}\""))));
        File.Copy(Path.Combine(Ours, "alerts.yml"), Path.Combine(folder, "alerts.yml"));

        var address = $"127.0.0.1:{Ports.Free()}";
        var process = Process.Start(new ProcessStartInfo("prometheus",
        [
            "--config.file=prometheus.yml", "--storage.tsdb.path=data", $"--web.listen-address={address}",
            "--log.level=error",
        ])
        { WorkingDirectory = folder })!;
        var prometheus = new Prometheus(folder, process, new HttpClient { BaseAddress = new Uri($"http://{address}") });
        await Eventually.Holds(prometheus.IsReady, () => "Prometheus is not ready");
        return prometheus;
    }

    /// <summary>promtool: its exit code, and all that it says.</summary>
    public static async Task<(int ExitCode, string Said)> Promtool(string input, params string[] words)
    {
        using var tool = Process.Start(new ProcessStartInfo("promtool", words)
        {
            WorkingDirectory = Ours,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (said, complained) = (tool.StandardOutput.ReadToEndAsync(), tool.StandardError.ReadToEndAsync());
        await tool.StandardInput.WriteAsync(input);
        tool.StandardInput.Close();
        await tool.WaitForExitAsync();
        return (tool.ExitCode, await said + await complained);
    }

    /// <summary>What the query gives now, without what is no number.</summary>
    public async Task<double[]> Query(string query)
    {
        using var answer = await client.GetAsync($"/api/v1/query?query={Uri.EscapeDataString(query)}");
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.True(answer.IsSuccessStatusCode, $"{query}: {body}");
        return
        [
            .. body.GetProperty("data").GetProperty("result").EnumerateArray()
                .Select(series => double.Parse(series.GetProperty("value")[1].GetString()!))
                .Where(double.IsFinite),
        ];
    }

    /// <summary>Alerts that fire, each with its labels.</summary>
    public async Task<(string Name, string Labels)[]> Firing()
    {
        var body = await client.GetFromJsonAsync<JsonElement>("/api/v1/alerts");
        return
        [
            .. from alert in body.GetProperty("data").GetProperty("alerts").EnumerateArray()
               where alert.GetProperty("state").GetString() == "firing"
               let labels = alert.GetProperty("labels")
               select (labels.GetProperty("alertname").GetString()!, $"{labels}"),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        client.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<bool> IsReady()
    {
        Assert.False(process.HasExited, "Prometheus has ended.");
        try
        {
            using var answer = await client.GetAsync("/-/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static bool IsInPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static string RepositoryRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
