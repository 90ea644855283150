using System.Diagnostics;
using System.Globalization;

namespace CryptoPay.Cluster.Cases;

/// <summary>
/// Many orders wait for money, and one of two silos is killed: how late their reads come, and what callers notice of the
/// other one's work.
/// </summary>
internal static class Waiting
{
    public static async Task Measure(Run run)
    {
        await using var rig = await Rig.Begin(run);
        await using var book = new ReadBook(rig.Sandbox.Address);
        var period = run.Options.IsSmall ? TimeSpan.FromMinutes(1) : TimeSpan.FromMinutes(15);
        rig.ProcessorAddress = book.Address;
        rig.Extra["Polling:LongPeriod"] = period.ToString();
        rig.Silos.AddRange([rig.NewSilo("silo-1"), rig.NewSilo("silo-2")]);
        rig.Gateways.AddRange([rig.NewGateway("gateway-1"), rig.NewGateway("gateway-2")]);
        await rig.StartAll();
        var probes = await rig.CreateOrders("P", run.Options.ProbeCount);
        var copies = await Copy(run, rig, book, period);
        foreach (var silo in rig.Silos) silo.Start();
        foreach (var silo in rig.Silos) await silo.BecomesReady();
        await using var load = new Load(rig, rig.GatewayAddresses, run.Options.Rate, probes);
        await run.Pause(30, "the silos read their reminders");

        var (from, before) = (DateTimeOffset.UtcNow, Stopwatch.GetTimestamp());
        await Watch(run, rig, book, 90, "before");
        var (killed, at) = (DateTimeOffset.UtcNow, Stopwatch.GetTimestamp());
        await rig.Silos[0].Kill();
        run.Says("one silo is killed");
        var answers = new Probes(rig, rig.GatewayAddresses, probes).Ask(run, at);
        var overdue = await Watch(run, rig, book, 300, "after");
        await answers;
        await load.Stop();

        var patience = run.Options.Pause(120);
        run.Figure("reads before", copies.Lateness(book.Reads, from, killed - patience / 4, patience));
        run.Figure("reads after", copies.Lateness(book.Reads, killed, DateTimeOffset.UtcNow - patience, patience));
        run.Figure("orders overdue by more than 60 s, at most", overdue);
        run.Figure("calls before", load.Summary(before, at));
        run.Figure("calls in the 30 s after", load.Summary(at, at + 30 * Stopwatch.Frequency));
        run.Figure("calls after that", load.Summary(at + 30 * Stopwatch.Frequency));
        var good = load.Calls.Where(call => call.IsGood && call.At >= before)
            .Select(call => call.At + call.Took.TotalSeconds * Stopwatch.Frequency).Order().ToArray();
        var gap = good.Zip(good.Skip(1), (one, next) => next - one).Max() / Stopwatch.Frequency;
        run.Figure("longest time without a good answer", string.Create(CultureInfo.InvariantCulture, $"{gap:0.00} s"));
        await Checks.NothingIsLost(run, rig, load.Acknowledged);
    }

    /// <summary>While no silo is up, which would not see the new reminders for five minutes.</summary>
    private static async Task<Copies> Copy(Run run, Rig rig, ReadBook book, TimeSpan period)
    {
        var (_, _) = await rig.Create(rig.GatewayAddresses[0], ReadBook.Original);
        var (_, invoices) = await Api.Send(
            rig.Http, HttpMethod.Get, new(rig.Sandbox.Address, $"/sandbox/orders/{ReadBook.Original}"));
        book.InvoiceId = invoices.GetProperty("invoices")[0].GetProperty("invoiceId").GetString()!;
        await Task.WhenAll(rig.Silos.Select(silo => silo.Stop()));
        var clock = Stopwatch.StartNew();
        var copies = await Copies.Write(rig, run.Options.Orders, period, book.InvoiceId);
        run.Says($"{run.Options.Orders} waiting orders were written in {clock.Elapsed.TotalSeconds:0} s");
        return copies;
    }

    /// <returns>The most that were overdue at a time.</returns>
    private static async Task<int> Watch(Run run, Rig rig, ReadBook book, double seconds, string when)
    {
        long most = 0;
        var countBefore = book.Reads.Count;
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < run.Options.Pause(seconds) * (run.Options.IsSmall ? 3 : 1);)
        {
            await Task.Delay(5000);
            var count = (long)(await rig.Database.Query(string.Create(CultureInfo.InvariantCulture,
                $"SELECT count(*) FROM grain_state WHERE next_due < {DateTimeOffset.UtcNow.AddSeconds(-60).ToUnixTimeMilliseconds()}")))!;
            most = Math.Max(most, count);
            run.Says($"{when}: {(book.Reads.Count - countBefore) / 5.0:0} reads/s, {count} overdue by more than 60 s");
            countBefore = book.Reads.Count;
        }

        return (int)most;
    }
}
