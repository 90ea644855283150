using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace CryptoPay.Payments.History;

/// <summary>
/// Chains history entries by hash, so that they show whether they fit together. That the newest were cut off, or all
/// were written anew, does not show: only a hash that was kept elsewhere proves that. The canonical bytes of an entry
/// are the UTF-8 JSON array [previous hash, sequence, unix milliseconds, event, status, key, value, key, value, …] with
/// keys in ordinal order: the same whatever a database does to the order of keys. An entry that is folded stands in the
/// place of the last one, and says of how many it does and the last one's hash: who kept that one can show that it was
/// there.
/// </summary>
public static class HistoryChain
{
    public static ImmutableArray<HistoryEntry> Append(
        ImmutableArray<HistoryEntry> history, DateTimeOffset at, string happened, string status,
        ImmutableSortedDictionary<string, string> data)
    {
        if (HistoryFolding.Folds(history, happened))
        {
            var last = history[^1];
            var count = int.Parse(last.Data.GetValueOrDefault("folded", "0"), CultureInfo.InvariantCulture) + 1;
            data = data.SetItem("folded", count.ToString(CultureInfo.InvariantCulture))
                .SetItem("foldedHash", last.Hash);
            history = history.RemoveAt(history.Length - 1);
        }

        var entry = new HistoryEntry
        {
            Sequence = history.Length + 1,
            At = at,
            Event = happened,
            Status = status,
            Data = data,
            Hash = "",
        };
        return history.Add(entry with { Hash = HashOf(history.LastOrDefault(), entry) });
    }

    /// <summary>The history without what stands in it in the clear.</summary>
    public static ImmutableArray<HistoryEntry> Erased(ImmutableArray<HistoryEntry> history) =>
    [
        .. history.Select(entry => entry.HasLabel
            ? entry with { Data = entry.Data.SetItem(HistoryEntry.PosLabelKey, Sensitive.Erased.Value) }
            : entry),
    ];

    /// <summary>
    /// The sequence of the first entry that does not follow from those before it; null where all do. One of which a
    /// value was erased is held by the hash of the next.
    /// </summary>
    public static int? FirstBroken(ImmutableArray<HistoryEntry> history)
    {
        HistoryEntry? previous = null;
        foreach (var entry in history)
        {
            if (entry.Sequence != (previous?.Sequence ?? 0) + 1
                || (entry.Hash != HashOf(previous, entry) && !entry.IsErased))
            {
                return entry.Sequence;
            }

            previous = entry;
        }

        return null;
    }

    private static string HashOf(HistoryEntry? previous, HistoryEntry entry)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            json.WriteStringValue(previous?.Hash ?? "");
            json.WriteNumberValue(entry.Sequence);
            json.WriteNumberValue(entry.At.ToUnixTimeMilliseconds());
            json.WriteStringValue(entry.Event);
            json.WriteStringValue(entry.Status);
            foreach (var (key, value) in entry.Data)
            {
                json.WriteStringValue(key);
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
    }
}
