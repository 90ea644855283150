using System.Diagnostics;
using System.Net.Http.Json;

namespace CryptoPay.EndToEnd.Tests.Monitoring;

/// <summary>
/// Each plays one fault at a gateway under load. Its alert fires within two minutes, no other does, and it clears when
/// the fault is over. What docs/operations.md says of an alert, somebody has seen here.
/// </summary>
[Trait("Form", "Long")]
public sealed class DrillsTests(ITestOutputHelper output)
{
    private const string Faketime = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1";

    private static readonly TimeSpan FiresWithin = TimeSpan.FromMinutes(2);

    [Fact]
    public Task Webhook_off() => Drill("CryptoPayWebhooksMissing",
        gateway => Fault(gateway, "/sandbox/faults", new { webhooks = "dropped" }),
        gateway => NoFault(gateway, "/sandbox/faults"));

    [Fact]
    public Task Webhooks_forged() => Drill(
        "CryptoPayWebhooksForged", gateway => gateway.Forge(100), _ => Task.CompletedTask);

    [Fact]
    public Task Processor_away() => Drill("CryptoPayProcessorAway",
        gateway => Fault(gateway, "/sandbox/faults", new { fail = "reset-before" }),
        gateway => NoFault(gateway, "/sandbox/faults"));

    [Fact]
    public Task Sink_down() => Drill("CryptoPaySinkDown",
        gateway => Fault(gateway, "/sandbox/genesys/faults", new { fail = "503" }),
        gateway => NoFault(gateway, "/sandbox/genesys/faults"));

    // No file may grow, which is an error of a write and no signal, as with a disk that is full.
    [Fact]
    public Task Disk_full() => Drill(["env", "--ignore-signal=XFSZ"], "CryptoPayStorageFails",
        gateway => Run("prlimit", "--pid", $"{gateway.Rig.Gateway.Id}", "--fsize=1:"),
        gateway => Run("prlimit", "--pid", $"{gateway.Rig.Gateway.Id}", "--fsize=unlimited:"));

    [Fact]
    public Task Silo_frozen() => Drill("CryptoPayDown",
        gateway => Run("kill", "-STOP", $"{gateway.Rig.Gateway.Id}"),
        gateway => Run("kill", "-CONT", $"{gateway.Rig.Gateway.Id}"));

    [Fact]
    public async Task Clock_ahead()
    {
        Assert.SkipUnless(File.Exists(Faketime), "Nobody can set a program's clock (Debian: faketime).");
        var clock = Path.GetTempFileName();
        await File.WriteAllTextAsync(clock, "+0s");
        // Time that passes stays as it is: a wrong clock runs no faster.
        await Drill([], "CryptoPayClockWrong",
            _ => File.WriteAllTextAsync(clock, "+60s"), _ => File.WriteAllTextAsync(clock, "+0s"),
            ("LD_PRELOAD", Faketime), ("FAKETIME_TIMESTAMP_FILE", clock), ("FAKETIME_CACHE_DURATION", "1"),
            ("FAKETIME_DONT_FAKE_MONOTONIC", "1"), ("DONT_FAKE_MONOTONIC", "1"));
        File.Delete(clock);
    }

    private Task Drill(string alert, Func<MonitoredGateway, Task> begin, Func<MonitoredGateway, Task> end) =>
        Drill([], alert, begin, end);

    private async Task Drill(
        string[] before, string alert, Func<MonitoredGateway, Task> begin, Func<MonitoredGateway, Task> end,
        params (string Key, string Value)[] settings)
    {
        Prometheus.MustBeThere();
        await using var gateway = await MonitoredGateway.Start(before, settings);
        await gateway.IsWell();
        Assert.Empty(await gateway.Prometheus.Firing());

        var clock = Stopwatch.StartNew();
        await begin(gateway);
        await Until(fires: true);
        var fired = clock.Elapsed;
        clock.Restart();
        await end(gateway);
        await Until(fires: false);
        output.WriteLine(
            $"{alert}: fired after {fired.TotalSeconds:0} s, cleared after {clock.Elapsed.TotalSeconds:0} s");

        Assert.InRange(fired, TimeSpan.Zero, FiresWithin);

        async Task Until(bool fires) => await Eventually.Holds(
            async () =>
            {
                var firing = await gateway.Prometheus.Firing();
                Assert.All(
                    firing, one => Assert.True(one.Name == alert, $"{one.Labels}\n{gateway.Rig.Gateway.Output}"));
                return firing.Length > 0 == fires;
            },
            () => $"{alert} {(fires ? "does not fire" : "does not clear")}\n{gateway.Rig.Gateway.Output}");
    }

    private static async Task Fault(MonitoredGateway gateway, string path, object fault) =>
        (await gateway.Rig.Sandbox.Client.PutAsJsonAsync(path, fault)).EnsureSuccessStatusCode();

    private static async Task NoFault(MonitoredGateway gateway, string path) =>
        (await gateway.Rig.Sandbox.Client.DeleteAsync(path)).EnsureSuccessStatusCode();

    private static async Task Run(string program, params string[] words)
    {
        using var process = Process.Start(program, words);
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
