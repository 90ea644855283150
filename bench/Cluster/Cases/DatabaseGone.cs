using System.Diagnostics;

namespace CryptoPay.Cluster.Cases;

/// <summary>The database is away for a while: how soon all is as before once it is back, and what is lost.</summary>
internal static class DatabaseGone
{
    public static async Task Restart(Run run)
    {
        await using var rig = await Rig.Start(run);
        await Lose(run, rig, "PostgreSQL accepts connections again", async () =>
        {
            await rig.Database.Stop();
            await run.Pause(10, "PostgreSQL is down");
            rig.Database.Start();
            await rig.Database.Accepts();
        });
    }

    /// <summary>The standby has what the primary acknowledged.</summary>
    public static async Task FailOver(Run run)
    {
        await using var rig = await Rig.Start(run, hasStandby: true);
        await Lose(run, rig, "the standby is promoted", async () =>
        {
            await rig.Database.Kill();
            await Task.Delay(1000);
            await rig.Standby!.Promote();
        });
    }

    private static async Task Lose(Run run, Rig rig, string isBack, Func<Task> lose)
    {
        var probes = await rig.CreateOrders("P", run.Options.ProbeCount);
        await using var load = new Load(rig, rig.GatewayAddresses, run.Options.Rate, probes);
        await run.Pause(20, "load before");
        var gone = Stopwatch.GetTimestamp();
        await lose();
        var back = Stopwatch.GetTimestamp();
        run.Figure($"until {isBack}", $"{Stopwatch.GetElapsedTime(gone, back).TotalSeconds:0.0} s");
        var last = await new Probes(rig, rig.GatewayAddresses, probes).Ask(run, back, $"good answer after {isBack}");
        var answered = back + (long)(last.TotalSeconds * Stopwatch.Frequency);
        await run.Pause(30, "load after");
        await load.Stop();
        run.Figure("calls before", load.Summary(0, gone));
        run.Figure("calls meanwhile", load.Summary(gone, back));
        run.Figure("calls until all was answered", load.Summary(back, answered));
        run.Figure($"creates since {isBack}", load.Creates(back));
        run.Figure("calls after that", load.Summary(answered));
        var lastFailed = load.Calls.LastOrDefault(call => call.At >= gone && !call.IsGood);
        run.Figure("last failed call", lastFailed.At == 0
            ? "none"
            : $"{(lastFailed.At - back) / (double)Stopwatch.Frequency:0.0} s after it was back");
        var programs = rig.Silos.Concat(rig.Gateways).ToArray();
        run.Figure("silos and gateways that ended by it", programs.Count(program => program.HasExited));
        await Checks.NothingIsLost(run, rig, load.Acknowledged);
        await Checks.AllHaveInvoices(run, rig, load.Acknowledged);
        await Checks.OneInvoiceEach(run, rig, load.Acknowledged);
    }
}
