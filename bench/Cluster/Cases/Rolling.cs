using System.Diagnostics;
using Npgsql;

namespace CryptoPay.Cluster.Cases;

/// <summary>One program after another ends as asked and another comes up: no caller is to notice.</summary>
internal static class Rolling
{
    public static async Task Restart(Run run)
    {
        await using var rig = await Rig.Start(run);
        await using var haproxy = await Haproxy.Start(rig);
        var probes = await rig.CreateOrders("P", run.Options.ProbeCount);
        await using var load = new Load(
            rig, haproxy is null ? rig.GatewayAddresses : [haproxy.Address], run.Options.Rate, probes);
        await run.Pause(20, "load before");
        if (haproxy is null) run.Figure("gateways", "not restarted: there is no haproxy to lead callers to the other");
        foreach (var program in haproxy is null ? rig.Silos : rig.Silos.Concat(rig.Gateways))
        {
            await Replace(run, load, program, program);
        }

        await End(run, rig, load);
    }

    /// <summary>From an earlier version to ours. Meanwhile each reads what the other wrote.</summary>
    public static async Task Upgrade(Run run)
    {
        var old = run.Options.Builds["old"];
        await using var rig = await Rig.Start(run, build: old);
        await using var haproxy = await Haproxy.Start(rig);
        var probes = await rig.CreateOrders("P", run.Options.ProbeCount);
        await using var load = new Load(
            rig, haproxy is null ? rig.GatewayAddresses : [haproxy.Address], run.Options.Rate, probes);
        await run.Pause(20, "load on the earlier version");

        for (var i = 0; i < 3; i++)
        {
            var before = rig.Silos[i];
            rig.Silos[i] = rig.NewSilo($"{before.Name}-new");
            await Replace(run, load, before, rig.Silos[i]);
            var level = await Level(rig);
            run.Figure($"cluster_level with {2 - i} silos of the earlier version", level);
            if (i < 2 && level != "0") run.Wrong($"the level is {level} while an earlier silo is up");
            await EachReadsAll(run, rig, load, $"mixed-{i}", [.. probes.Take(5)]);
        }

        for (var i = 0; i < 100 && await Level(rig) == "0"; i++) await Task.Delay(100);
        if (await Level(rig) == "0") run.Wrong("the level does not rise though all silos are new");
        if (haproxy is null)
        {
            run.Figure("gateways", "not replaced: there is no haproxy to lead callers to the other");
        }
        else
        {
            for (var i = 0; i < 2; i++)
            {
                var before = rig.Gateways[i];
                rig.Gateways[i] = rig.NewGatewayInPlaceOf(before);
                await Replace(run, load, before, rig.Gateways[i]);
                await EachReadsAll(run, rig, load, $"mixed-gateways-{i}", [.. probes.Take(5)]);
            }
        }

        await End(run, rig, load);
    }

    private static async Task Replace(Run run, Load load, OurProgram before, OurProgram after)
    {
        var at = Stopwatch.GetTimestamp();
        await before.Stop();
        var ended = Stopwatch.GetTimestamp();
        after.Start();
        await after.BecomesReady();
        var ready = Stopwatch.GetTimestamp();
        await run.Pause(12, $"after {after.Name}");
        run.Figure(
            $"{after.Name}: ended after {Stopwatch.GetElapsedTime(at, ended).TotalSeconds:0.0} s, ready after "
                + $"{Stopwatch.GetElapsedTime(ended, ready).TotalSeconds:0.0} s more", load.Summary(at));
    }

    private static async Task End(Run run, Rig rig, Load load)
    {
        await load.Stop();
        run.Figure("calls in all", load.Summary());
        run.Figure("failed calls", load.FailedCount());
        await Checks.NothingIsLost(run, rig, load.Acknowledged);
        await Checks.AllHaveInvoices(run, rig, load.Acknowledged);
        await Checks.OneInvoiceEach(run, rig, load.Acknowledged);
    }

    /// <summary>A new order, and old ones, through each gateway.</summary>
    private static async Task EachReadsAll(Run run, Rig rig, Load load, string order, string[] old)
    {
        var (made, _) = await rig.Create(rig.GatewayAddresses[0], order);
        if (!Api.IsGood(made)) run.Says($"{order} was answered with {made}");
        foreach (var gateway in rig.GatewayAddresses)
        {
            foreach (var one in old.Append(Api.IsGood(made) ? order : old[0]).Append(load.Acknowledged[^1]))
            {
                var (status, _) = await rig.Get(gateway, one);
                if (status == 404) run.Wrong($"{one} is not found through {gateway}");
                else if (!Api.IsGood(status)) run.Says($"{one} through {gateway}: {status}");
            }
        }
    }

    private static async Task<string> Level(Rig rig)
    {
        try
        {
            return (await rig.Database.Query("SELECT level::text FROM cluster_level") as string)!;
        }
        catch (PostgresException missing) when (missing.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return "0";
        }
    }
}
