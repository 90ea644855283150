using System.Diagnostics;

namespace CryptoPay.Cluster.Cases;

/// <summary>All silos are killed at once, and others come up at other addresses: how long nobody is answered.</summary>
internal static class AllKilled
{
    public static async Task Measure(Run run)
    {
        await using var rig = await Rig.Start(run);
        var probes = await rig.CreateOrders("P", run.Options.ProbeCount);
        await using var load = new Load(rig, rig.GatewayAddresses, run.Options.Rate, probes);
        await run.Pause(20, "load before");

        var at = Stopwatch.GetTimestamp();
        await Task.WhenAll(rig.Silos.Select(silo => silo.Kill()));
        OurProgram[] others = [.. Enumerable.Range(4, 3).Select(number => rig.NewSilo($"silo-{number}"))];
        rig.Silos.AddRange(others);
        foreach (var silo in others) silo.Start();
        var answers = new Probes(rig, rig.GatewayAddresses, probes).Ask(run, at, "good answer after the kill");
        foreach (var silo in others) await silo.BecomesReady();
        run.Figure("until the others were ready", $"{Stopwatch.GetElapsedTime(at).TotalSeconds:0.0} s");
        var last = await answers;
        var answered = at + (long)(last.TotalSeconds * Stopwatch.Frequency);

        await run.Pause(20, "load after");
        await load.Stop();
        run.Figure("calls before", load.Summary(0, at));
        run.Figure("calls until all was answered", load.Summary(at, answered));
        run.Figure("creates since the kill", load.Creates(at));
        run.Figure("calls after that", load.Summary(answered));
        await Checks.NothingIsLost(run, rig, load.Acknowledged);
        await Checks.AllHaveInvoices(run, rig, load.Acknowledged);
        await Checks.OneInvoiceEach(run, rig, load.Acknowledged);
    }
}
