using System.Collections.Immutable;

namespace CryptoPay.Silo.Copy;

/// <summary>Says how far it is, once a second at most.</summary>
/// <param name="tables">In the order in which they are gone through, each with the number of its rows.</param>
internal sealed class CopyProgress(
    TextWriter notes, TimeProvider time, ImmutableArray<(CopiedTable Table, long Count)> tables)
{
    private static readonly TimeSpan PeriodMin = TimeSpan.FromSeconds(1);

    private long? saidAt;

    /// <param name="what">Copied, for example.</param>
    /// <param name="done">Of the table's rows.</param>
    public void Say(string what, CopiedTable table, long done)
    {
        if (saidAt is { } at && time.GetElapsedTime(at) < PeriodMin) return;
        saidAt = time.GetTimestamp();
        var before = tables.TakeWhile(one => one.Table != table).Sum(one => one.Count);
        var all = tables.Sum(one => one.Count);
        var count = tables.Single(one => one.Table == table).Count;
        notes.WriteLine(FormattableString.Invariant(
            $"{what} {before + done} of {all} rows, {100 * (before + done) / all} %: {table.Name} {done} of {count}."));
    }
}
