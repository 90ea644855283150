using System.Collections.Immutable;
using CryptoPay.Genesys.Calls;
using CryptoPay.Genesys.Settings;
using CryptoPay.Genesys.Sinks;
using CryptoPay.Genesys.Words;

namespace CryptoPay.Genesys.WorkItems;

/// <summary>Would a work item show what becomes of an order?</summary>
internal static class WorkItemCheck
{
    /// <summary>What an order that is over may still become: money comes late, and goes back.</summary>
    private static readonly ImmutableArray<string> Late = ["Complete", "UnderReview", "Refunded", "PartlyRefunded"];

    public static async Task<ImmutableArray<Finding>> Run(
        Tenant tenant, CheckedItems items, CancellationToken cancellation)
    {
        var findings = ImmutableArray.CreateBuilder<Finding>();
        var workTypeId = items.WorkTypeId;
        if (items.WorkItemId != "")
        {
            var read = await WorkItemSink.Read(tenant, items.WorkItemId, cancellation).ConfigureAwait(false);
            findings.Add(Finding.Of(read, "The work item", "workitems:workitem:view"));
            if (read.Value is { } item)
            {
                workTypeId = item.TypeId;
                findings.Add(OfFields(item, tenant.Settings));
            }
        }

        if (workTypeId == "")
        {
            findings.Add(Finding.Note("Statuses and fields were not looked at: name a work item with --workitem=<id> "
                + "or a work type with --worktype=<id>."));
            return findings.ToImmutable();
        }

        var statuses = await KnownStatuses.Read(tenant, workTypeId, cancellation).ConfigureAwait(false);
        findings.Add(Finding.Of(statuses, "The list of the work type's statuses", "workitems:status:view"));
        if (statuses.Value is { } graph) findings.AddRange(OfStatuses(graph, tenant));
        return findings.ToImmutable();
    }

    private static IEnumerable<Finding> OfStatuses(StatusGraph graph, Tenant tenant)
    {
        var mapped = tenant.Settings.Statuses;
        var unmapped = StatusWords.All.Where(word => !mapped.ContainsKey(word)).ToList();
        if (unmapped.Count > 0)
        {
            yield return Finding.Note($"No status is set for {string.Join(", ", unmapped)}: an item keeps the one that "
                + $"it has. Set Genesys:{tenant.Merchant}:Statuses:<Word>.");
        }

        var gone = StatusWords.All.Where(word => mapped.TryGetValue(word, out var id) && !graph.Has(id)).ToList();
        foreach (var word in gone)
        {
            yield return Finding.Fault(
                $"The work type has no status with the ID of Genesys:{tenant.Merchant}:Statuses:{word}.");
        }

        var there = StatusWords.All.Where(word => mapped.ContainsKey(word) && !gone.Contains(word)).ToList();
        foreach (var word in there)
        {
            // Where one status stands for two words, both have its ID.
            var name = graph.NameOf(mapped[word]);
            if (StatusWords.Named(name) is { } named && mapped.TryGetValue(named, out var own) && own != mapped[word])
            {
                yield return Finding.Fault($"Genesys:{tenant.Merchant}:Statuses:{word} is the ID of the status "
                    + $"{name}: an item would show what is not so.");
            }

            var from = there.Where(other => mapped[other] != mapped[word]
                && graph.Way(mapped[other], mapped[word]) is null).ToList();
            if (Names(from.Where(other => StatusWords.Open.Contains(other))) is { Length: > 0 } open)
                yield return Finding.Fault($"No transition leads to {word} from {open}: allow one in the work type.");
            if (Late.Contains(word) && Names(from.Where(other => !StatusWords.Open.Contains(other))) is
                { Length: > 0 } over)
            {
                yield return Finding.Note($"No transition leads to {word} from {over}. Money that comes late or goes "
                    + "back shows in the fields only.");
            }
        }
    }

    private static Finding OfFields(WorkItem item, GenesysOptions settings)
    {
        var missing = CaseWords.All.Select(word => word.KeyIn(settings))
            .Where(key => key != "" && item.CustomFields?.ContainsKey(key) != true).ToList();
        return missing.Count == 0
            ? Finding.Good("The work item has all our fields.")
            : Finding.Note($"The work item does not show {string.Join(", ", missing)}. Where the schema lacks them, "
                + "writing is refused: add them as text, or leave a field out by an empty setting under "
                + "Genesys:<merchant>:Fields.");
    }

    private static string Names(IEnumerable<string> words) => string.Join(", ", words);
}
