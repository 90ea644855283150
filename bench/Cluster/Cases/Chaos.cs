namespace CryptoPay.Cluster.Cases;

/// <summary>
/// Every six seconds something is killed that comes back three seconds later: a silo, a gateway, PostgreSQL or the
/// processor. In the end nothing is lost and nothing is there twice.
/// </summary>
internal static class Chaos
{
    private const int Refunds = 10;
    private const string RefundId = "R-1";

    public static async Task Measure(Run run)
    {
        await using var rig = await Rig.Start(run);
        var probes = await rig.CreateOrders("P", run.Options.ProbeCount);
        var paid = await rig.CreateOrders("R", Refunds);
        await rig.Settle(paid);
        await using var load = new Load(rig, rig.GatewayAddresses, run.Options.Rate, [.. probes, .. paid]);
        await run.Pause(10, "load before");

        var seed = Environment.TickCount;
        run.Figure("seed of the kills", seed);
        var random = new Random(seed);
        var refunds = paid.Select(async (order, i) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(6.0 * run.Options.Kills * i / Refunds));
            return (Order: order, IsAcknowledged: await rig.Refund(order, RefundId));
        }).ToArray();
        List<string> killed = [];
        for (var i = 1; i <= run.Options.Kills; i++)
        {
            await Task.Delay(3000);
            killed.Add(await KillOne(rig, random));
            run.Says($"kill {i} of {run.Options.Kills}: {killed[^1]}; {load.FailedCount()} of {load.Calls.Length} calls failed");
        }

        await Task.Delay(3000);
        foreach (var program in rig.Silos.Concat(rig.Gateways).Append(rig.Sandbox))
        {
            if (!program.HasExited) continue;
            run.Figure($"ended without being killed", $"{program.Name}, exit code {program.ExitCode}");
            program.Start();
        }

        await run.Pause(10, "load after");
        await load.Stop();
        run.Figure("killed", string.Join(", ", killed.GroupBy(name => name).OrderBy(group => group.Key)
            .Select(group => $"{group.Count()} × {group.Key}")));
        run.Figure("calls", load.Summary());
        var acknowledged = (await Task.WhenAll(refunds)).Where(one => one.IsAcknowledged).Select(one => one.Order).ToArray();
        run.Figure("refunds acknowledged", $"{acknowledged.Length} of {Refunds}");

        await Checks.NothingIsLost(run, rig, load.Acknowledged);
        await Checks.AllHaveInvoices(run, rig, load.Acknowledged);
        // Until a create or a refund that was under way at a kill is looked for and found: Polling:CreateMax.
        await run.Pause(150, "until it is quiet");
        await Checks.OneInvoiceEach(run, rig, load.Acknowledged);
        await Checks.ChainsAreIntact(run, rig, load.Acknowledged);
        await Checks.OneRefundEach(run, rig, acknowledged, RefundId);
    }

    private static async Task<string> KillOne(Rig rig, Random random)
    {
        OurProgram[] ours = [.. rig.Silos, .. rig.Gateways, rig.Sandbox];
        var number = random.Next(ours.Length + 1);
        if (number == ours.Length)
        {
            await rig.Database.Kill();
            await Task.Delay(3000);
            rig.Database.Start();
            await rig.Database.Accepts();
            return "postgres";
        }

        await ours[number].Kill();
        await Task.Delay(3000);
        ours[number].Start();
        return ours[number].Name;
    }
}
