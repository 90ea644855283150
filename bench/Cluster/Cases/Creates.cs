using System.Diagnostics;
using System.Globalization;

namespace CryptoPay.Cluster.Cases;

/// <summary>What the cluster costs: creates a second of 16 callers, beside one process on a file.</summary>
internal static class Creates
{
    private const int Callers = 16;
    private const int Rounds = 3;

    public static async Task Measure(Run run)
    {
        // Reads of what was made would be in the way of the next round, of either.
        await using var rig = await Rig.Start(run, more: extra => extra["Polling:ShortWindow"] = "00:00:00");
        await using var embedded = rig.NewEmbedded("embedded");
        embedded.Start();
        await embedded.BecomesReady();
        List<double> clusters = [], embeddeds = [];
        await Rate(rig, rig.GatewayAddresses, "warm-c", run.Options.Pause(5));
        await Rate(rig, [embedded.Address], "warm-e", run.Options.Pause(5));
        for (var round = 1; round <= Rounds; round++)
        {
            clusters.Add(await Rate(rig, rig.GatewayAddresses, $"C{round}", run.Options.Pause(15)));
            embeddeds.Add(await Rate(rig, [embedded.Address], $"E{round}", run.Options.Pause(15)));
            run.Says(string.Create(CultureInfo.InvariantCulture,
                $"round {round}: cluster {clusters[^1]:0.0}/s, embedded {embeddeds[^1]:0.0}/s"));
        }

        run.Figure("creates/s of the cluster (3 silos, 2 gateways, PostgreSQL)", Line(clusters));
        run.Figure("creates/s of one process on SQLite", Line(embeddeds));
        run.Figure("cluster to one process, medians", string.Create(
            CultureInfo.InvariantCulture, $"{Median(clusters) / Median(embeddeds):0.00}"));
    }

    private static async Task<double> Rate(Rig rig, IReadOnlyList<Uri> gateways, string prefix, TimeSpan time)
    {
        var count = 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async caller =>
        {
            for (var i = 0; clock.Elapsed < time; i++)
            {
                var (status, _) = await rig.Create(gateways[caller % gateways.Count], $"{prefix}-{caller}-{i}");
                if (Api.IsGood(status)) Interlocked.Increment(ref count);
            }
        }));
        return count / clock.Elapsed.TotalSeconds;
    }

    private static string Line(List<double> rates) => string.Join(
        ", ", rates.Select(rate => rate.ToString("0.0", CultureInfo.InvariantCulture)))
        + string.Create(CultureInfo.InvariantCulture, $"; median {Median(rates):0.0}");

    private static double Median(List<double> rates) => rates.Order().ElementAt(rates.Count / 2);
}
