namespace CryptoPay.Cluster.Cases;

/// <summary>
/// One of two silos stands still for 90 s with orders in every state, and goes on with what it had in mind. Meanwhile
/// the other one has had them.
/// </summary>
internal static class Frozen
{
    private const string RefundId = "R-1";
    private const int SlowMs = 5000;

    public static async Task Measure(Run run)
    {
        var count = run.Options.IsSmall ? 2 : 10;
        await using var rig = await Rig.Start(run, silos: 2);
        var toPay = await rig.CreateOrders("to-pay", count);
        var toConfirm = await rig.CreateOrders("to-confirm", count);
        var refundedBefore = await rig.CreateOrders("refunded-before", count);
        var refundedMeanwhile = await rig.CreateOrders("refunded-meanwhile", count);
        var cancelledBefore = await rig.CreateOrders("cancelled-before", count);
        var cancelledMeanwhile = await rig.CreateOrders("cancelled-meanwhile", count);
        await rig.Settle([.. refundedBefore, .. refundedMeanwhile]);
        foreach (var order in toConfirm) await rig.Pay(order);
        foreach (var order in toConfirm) await rig.Reaches(order, "Confirming");
        await using var load = new Load(
            rig, rig.GatewayAddresses, Math.Min(10, run.Options.Rate), [.. toPay, .. toConfirm]);

        run.Says("the processor is slow; invoices, refunds and cancels are asked for");
        string[] created = [.. Enumerable.Range(0, count).Select(i => $"created-{i}")];
        await rig.SlowDown("all", SlowMs);
        Task<bool>[] before =
        [
            .. created.Select(order => Money.Insist(i => rig.Create(rig.GatewayAddresses[i % 2], order))),
            .. refundedBefore.Select(order => rig.Refund(order, RefundId)),
            .. cancelledBefore.Select(rig.Cancel),
        ];
        await Task.Delay(2000);
        await rig.Silos[0].Freeze();
        await rig.BeQuickAgain();

        var thawed = run.Pause(90, "one silo is frozen", least: 30);
        Task<bool>[] meanwhile =
        [
            .. refundedMeanwhile.Select(order => rig.Refund(order, RefundId)),
            .. cancelledMeanwhile.Select(rig.Cancel),
        ];
        foreach (var order in toPay) await rig.Pay(order);
        foreach (var order in toPay.Concat(toConfirm)) await rig.Confirm(order);
        await thawed;
        await rig.Silos[0].Continue();
        await run.Pause(60, "it goes on", least: 20);
        await load.Stop();
        run.Figure("the silo that was frozen", rig.Silos[0].HasExited
            ? $"has ended by itself, exit code {rig.Silos[0].ExitCode}"
            : "runs");
        run.Figure("calls", load.Summary());
        if ((await Task.WhenAll([.. before, .. meanwhile])).Any(isAcknowledged => !isAcknowledged))
            run.Wrong("a call was never acknowledged");

        foreach (var order in toPay.Concat(toConfirm))
        {
            if (await rig.Reaches(order, "Settled") is not "Settled" and var last)
                run.Wrong($"{order} was paid and is {last}");
        }

        foreach (var order in cancelledBefore.Concat(cancelledMeanwhile))
        {
            if (await rig.Reaches(order, "Cancelled") is not "Cancelled" and var last)
                run.Wrong($"{order} was cancelled and is {last}");
        }

        string[] all =
        [
            .. load.Acknowledged, .. created, .. refundedBefore, .. refundedMeanwhile, .. cancelledBefore,
            .. cancelledMeanwhile,
        ];
        await Checks.NothingIsLost(run, rig, all);
        await Checks.AllHaveInvoices(run, rig, all);
        await Checks.OneInvoiceEach(run, rig, all);
        await Checks.ChainsAreIntact(run, rig, all);
        await Checks.OneRefundEach(run, rig, [.. refundedBefore, .. refundedMeanwhile], RefundId);
    }
}
