using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using CryptoPay.Grains.Storage;
using CryptoPay.Payments.History;
using CryptoPay.Silo.Storage;

namespace CryptoPay.Silo.Copy;

/// <summary>
/// Reads both databases and compares all: rows, keys, and whether the target's keys open the target's orders and the
/// histories of these fit together.
/// </summary>
internal sealed class CopyVerification(
    CopySource source, CopyTarget target, SealedRows sealing, CopyProgress progress)
{
    private const string GrainState = "grain_state";

    /// <returns>A verdict on the rows, and where these are orders one on their histories.</returns>
    public async Task<IEnumerable<CopyVerdict>> Of(CopiedTable table, CancellationToken cancellation)
    {
        string? different = null;
        string? broken = null;
        long sourceCount = 0, targetCount = 0, orderCount = 0, wholeCount = 0;
        using var originals = source.Rows(table).GetEnumerator();
        await foreach (var copy in target.Rows(table, cancellation))
        {
            progress.Say("Compared", table, ++targetCount);
            if (!originals.MoveNext())
            {
                different ??= $"{table.NameOf(copy)} is in --to alone";
            }
            else
            {
                sourceCount++;
                if (!table.AreEqual(originals.Current, copy))
                    different ??= $"{table.NameOf(originals.Current)} is not the same in both";
            }

            if (!IsOrder(table, copy, out var payload)) continue;
            orderCount++;
            if (await FaultIn((string)table.ValueOf(copy, "grain_key")!, payload) is not { } fault) wholeCount++;
            else broken ??= $"{table.NameOf(copy)}: {fault}";
        }

        while (originals.MoveNext())
        {
            sourceCount++;
            different ??= $"{table.NameOf(originals.Current)} is in --from alone";
        }

        var rows = new CopyVerdict(table.Name, sourceCount, targetCount, different);
        return table.Name == GrainState ? [rows, new("histories", orderCount, wholeCount, broken)] : [rows];
    }

    /// <param name="plain">The source's.</param>
    /// <param name="encryption">Opens the target's.</param>
    /// <param name="ring">Opens with the target's what the source had encrypted.</param>
    public async Task<CopyVerdict> OfKeys(
        IReadOnlyCollection<RingKey> plain, KeyEncryption encryption, KeyWitness ring,
        CancellationToken cancellation)
    {
        var copied = (await target.Keys(cancellation)).ToDictionary(key => key.Id);
        var wrong = plain.FirstOrDefault(key => !copied.TryGetValue(key.Id, out var copy)
            || !XNode.DeepEquals(key.Xml, encryption.Plain(copy).Xml));
        var fault = wrong is null ? null : $"{wrong.Id} is not the same in both";
        try
        {
            if (await target.Witness(cancellation) is { } witness) ring.Verify(witness);
        }
        catch (CryptographicException)
        {
            fault ??= "they do not open what was encrypted";
        }

        return new CopyVerdict("key_ring", plain.Count, plain.Count(key => copied.ContainsKey(key.Id)), fault);
    }

    private static bool IsOrder(CopiedTable table, object?[] row, out string payload)
    {
        payload = "";
        if (table.Name != GrainState || table.ValueOf(row, "grain_type") is not PaymentIntentDocument.StateName)
            return false;
        // A cleared row has none.
        payload = table.ValueOf(row, "payload") as string ?? "";
        return payload != "";
    }

    /// <summary>As a silo would read it, with the target's keys.</summary>
    private async Task<string?> FaultIn(string row, string payload)
    {
        try
        {
            var document = await sealing.Open(row, Encoding.UTF8.GetBytes(payload));
            return HistoryChain.FirstBroken(document.History) is { } sequence
                ? $"its history does not fit together from entry {sequence} on"
                : null;
        }
        catch (Exception unreadable) when (unreadable is not OutOfMemoryException)
        {
            // Its message may show what stands in the row.
            return $"it cannot be read ({unreadable.GetType().Name})";
        }
    }
}
