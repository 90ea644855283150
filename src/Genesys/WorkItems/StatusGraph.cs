using System.Collections.Frozen;
using System.Collections.Immutable;

namespace CryptoPay.Genesys.WorkItems;

/// <summary>The statuses of a work type, and from which one an item may go to which.</summary>
internal sealed class StatusGraph
{
    private readonly FrozenDictionary<string, WorkStatus> statuses;

    public StatusGraph(WorkStatuses read) => statuses = (read.Entities ?? []).OfType<WorkStatus>()
        .Where(status => status.Id is { Length: > 0 })
        .DistinctBy(status => status.Id).ToFrozenDictionary(status => status.Id!);

    public bool Has(string id) => statuses.ContainsKey(id);

    public string NameOf(string id) => statuses[id].Name ?? "";

    /// <summary>
    /// The steps of a shortest way, the last one being where it goes; null where there is none. It leads through no
    /// closed status: an item that is closed on its way may be terminated there.
    /// </summary>
    public ImmutableArray<string>? Way(string from, string to)
    {
        if (!Has(from) || !Has(to)) return null;
        var ways = new Queue<ImmutableArray<string>>([[from]]);
        var seen = new HashSet<string> { from };
        while (ways.TryDequeue(out var way))
        {
            if (way[^1] == to) return way[1..];
            if (way.Length > 1 && statuses[way[^1]].Category == WorkStatus.Closed) continue;
            foreach (var next in NextOf(statuses[way[^1]]).Where(seen.Add)) ways.Enqueue(way.Add(next));
        }

        return null;
    }

    /// <summary>A status without destinations lets an item go to every other.</summary>
    private IEnumerable<string> NextOf(WorkStatus status) => status.DestinationStatuses is { Length: > 0 } some
        ? some.Select(next => next?.Id ?? "").Where(Has)
        : statuses.Keys.Order(StringComparer.Ordinal);
}
