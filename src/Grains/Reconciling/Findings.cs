using System.Collections.Immutable;
using CryptoPay.Grains.Interfaces.Reconciling;
using CryptoPay.Payments;
using CryptoPay.Payments.Reconciling;

namespace CryptoPay.Grains.Reconciling;

/// <summary>The differences of a run. One that is found again, as its slice was begun again, is still one.</summary>
internal sealed class Findings
{
    /// <summary>A report keeps no more; all are counted.</summary>
    public const int KeptMax = 1_000;

    private readonly Dictionary<(OrderKey Order, string InvoiceId), Difference> kept = [];
    private readonly SortedDictionary<DifferenceKind, DifferenceCount> counts = [];

    public Findings(ReconciliationReport report)
    {
        foreach (var count in report.Counts) counts[count.Kind] = count;
        foreach (var difference in report.Differences) kept[(difference.Order, difference.InvoiceId)] = difference;
    }

    public void Add(Difference found)
    {
        var key = (found.Order, found.InvoiceId);
        if (kept.Remove(key, out var before)) Count(before, -1);
        if (kept.Count == KeptMax && !found.IsRepaired && kept.FirstOrDefault(one => one.Value.IsRepaired) is
            { Value: not null } repaired)
        {
            kept.Remove(repaired.Key);
        }

        if (kept.Count < KeptMax) kept[key] = found;
        Count(found, 1);
    }

    public ReconciliationReport In(ReconciliationReport report) => report with
    {
        Counts = [.. counts.Values.Where(count => count.Standing + count.Repaired > 0)],
        Differences =
        [
            .. kept.Values.OrderBy(difference => difference.IsRepaired).ThenBy(difference => difference.Kind)
                .ThenBy(difference => difference.Order.ToString(), StringComparer.Ordinal)
                .ThenBy(difference => difference.InvoiceId, StringComparer.Ordinal),
        ],
    };

    private void Count(Difference difference, int one)
    {
        var before = counts.GetValueOrDefault(difference.Kind) ?? new DifferenceCount(difference.Kind, 0, 0);
        counts[difference.Kind] = difference.IsRepaired
            ? before with { Repaired = before.Repaired + one }
            : before with { Standing = before.Standing + one };
    }
}
