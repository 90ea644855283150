using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using CryptoPay.Grains.Interfaces.Reconciling;
using CryptoPay.Payments.Reconciling;

namespace CryptoPay.Grains.Reconciling;

/// <summary>
/// What the last runs have found, by account, for those that can be listed. The silo that looks after the runs tells
/// it; others tell nothing, so that no old word of theirs stands beside it.
/// </summary>
internal sealed class ReconciliationMetrics
{
    private readonly TimeProvider time;

    private volatile ImmutableDictionary<string, (ReconciliationReport? Ended, DateTimeOffset FinishedAt)> known =
        ImmutableDictionary<string, (ReconciliationReport?, DateTimeOffset)>.Empty;

    public ReconciliationMetrics(IMeterFactory meters, TimeProvider time)
    {
        this.time = time;
        var meter = meters.Create("CryptoPay.Grains");
        meter.CreateObservableGauge(
            "cryptopay.reconciliation.differences", Differences, "{difference}",
            "Differences that the last run found, by account, kind and whether reading has repaired them.");
        meter.CreateObservableGauge(
            "cryptopay.reconciliation.finished", Ages, "s", "How long ago the last run finished that saw all.");
    }

    /// <summary>Another silo tells from now on.</summary>
    public void Forget() => known = known.Clear();

    /// <param name="since">Counts as a run that finished, where there was none.</param>
    public void Know(string account, AccountReconciliations what, DateTimeOffset since)
    {
        var reports = what.Reports;
        known = what.CanList
            ? known.SetItem(account, (
                reports.FirstOrDefault(report => report.EndedAt is not null),
                reports.FirstOrDefault(report => report.IsFinished)?.EndedAt
                    ?? reports.LastOrDefault()?.StartedAt ?? since))
            : known.Remove(account);
    }

    private IEnumerable<Measurement<int>> Differences() =>
        from account in known
        from kind in Enum.GetValues<DifferenceKind>()
        let count = account.Value.Ended?.Counts.FirstOrDefault(count => count.Kind == kind)
        from isRepaired in (bool[])[false, true]
        select new Measurement<int>(
            (isRepaired ? count?.Repaired : count?.Standing) ?? 0,
            new("account", account.Key), new("kind", kind.Name()), new("repaired", isRepaired));

    private IEnumerable<Measurement<double>> Ages() => known.Select(account => new Measurement<double>(
        (time.GetUtcNow() - account.Value.FinishedAt).TotalSeconds,
        new KeyValuePair<string, object?>("account", account.Key)));
}
