using System.Diagnostics;

namespace CryptoPay.Cluster.Cases;

/// <summary>
/// One of three silos is gone at once: how long its orders have no answer. It is the one that is up longest, which
/// sweeps.
/// </summary>
internal static class OneSiloGone
{
    public static async Task Kill(Run run)
    {
        await using var rig = await Rig.Start(run);
        await Lose(run, rig, rig.Silos[0].Kill);
    }

    /// <summary>It wakes up after a minute, long declared dead.</summary>
    public static async Task Freeze(Run run)
    {
        await using var rig = await Rig.Start(run);
        var frozen = rig.Silos[0];
        await Lose(run, rig, frozen.Freeze, async load =>
        {
            await run.Pause(60, "frozen");
            await GoesOn(run, load, frozen, frozen.Continue, "it wakes up");
        });
    }

    /// <summary>As a frozen one, but it goes on believing that it is the only one left.</summary>
    public static async Task Cut(Run run)
    {
        if (!Network.IsPossible)
        {
            run.Figure("left out", "needs root, ip and iptables");
            return;
        }

        await using var network = await Network.Make();
        await using var rig = await Rig.Begin(run, also: Network.Here);
        var database = rig.Database.Connection().Replace("127.0.0.1", Network.Here, StringComparison.Ordinal);
        var cut = rig.NewSilo("silo-1", address: Network.There, database: database, around: Network.Inside);
        rig.Silos.AddRange(
            [cut, rig.NewSilo("silo-2", address: Network.Here), rig.NewSilo("silo-3", address: Network.Here)]);
        rig.Gateways.AddRange([rig.NewGateway("gateway-1"), rig.NewGateway("gateway-2")]);
        await rig.StartAll();
        await Lose(run, rig, Network.Cut, async load =>
        {
            await run.Pause(60, "cut off");
            await GoesOn(run, load, cut, Network.Mend, "it is back on the network");
        });
    }

    private static async Task Lose(Run run, Rig rig, Func<Task> lose, Func<Load, Task>? afterwards = null)
    {
        var probes = await rig.CreateOrders("P", run.Options.ProbeCount);
        await using var load = new Load(rig, rig.GatewayAddresses, run.Options.Rate, probes);
        await run.Pause(20, "load before");
        var at = Stopwatch.GetTimestamp();
        await lose();
        run.Says("gone");
        var last = await new Probes(rig, rig.GatewayAddresses, probes).Ask(run, at);
        var answered = at + (long)(last.TotalSeconds * Stopwatch.Frequency);
        await run.Pause(20, "load after");
        var calm = Stopwatch.GetTimestamp();
        if (afterwards is not null) await afterwards(load);
        await load.Stop();
        run.Figure("calls before", load.Summary(0, at));
        run.Figure("calls until all was answered", load.Summary(at, answered));
        run.Figure("creates since it was gone", load.Creates(at, calm));
        run.Figure("calls after that", load.Summary(answered, calm));
        await Checks.NothingIsLost(run, rig, load.Acknowledged);
        await Checks.AllHaveInvoices(run, rig, load.Acknowledged);
        await Checks.OneInvoiceEach(run, rig, load.Acknowledged);
    }

    /// <summary>What becomes of it, and of callers, when it goes on.</summary>
    private static async Task GoesOn(Run run, Load load, OurProgram silo, Func<Task> goOn, string what)
    {
        var at = Stopwatch.GetTimestamp();
        run.Says(what);
        await goOn();
        for (var i = 0; i < 180 && !silo.HasExited; i++) await Task.Delay(500);
        run.Figure($"after {what}", silo.HasExited
            ? $"it ends by itself after {Stopwatch.GetElapsedTime(at).TotalSeconds:0.0} s, exit code {silo.ExitCode}"
            : "it does not end within 90 s");
        await run.Pause(20, "load after that");
        run.Figure($"calls after {what}", load.Summary(at));
    }
}
