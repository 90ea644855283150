namespace CryptoPay.Grains.Sweep;

/// <summary>
/// Reminders whose tick came while no silo had them: Orleans skips such a tick, and the next one is a whole period later.
/// </summary>
internal sealed class MissedTicks(IReminderTable reminders)
{
    /// <summary>As many parts the table is read in, so that not all of it is in memory at once.</summary>
    private const uint Parts = 16;

    /// <returns>The keys of their grains.</returns>
    public async Task<List<string>> Between(DateTimeOffset from, DateTimeOffset to)
    {
        List<string> keys = [];
        const uint part = uint.MaxValue / Parts + 1;
        for (uint i = 0; i < Parts; i++)
        {
            // From behind the one hash to the other, and the last one round to the first.
            var rows = await reminders.ReadRows(i * part, unchecked((i + 1) * part));
            keys.AddRange(rows.Reminders.Where(reminder => HadTick(reminder, from.UtcDateTime, to.UtcDateTime))
                .Select(reminder => reminder.GrainId.Key.ToString()!));
        }

        return keys;
    }

    private static bool HadTick(ReminderEntry reminder, DateTime from, DateTime to)
    {
        var sinceFirst = to - reminder.StartAt;
        return sinceFirst >= TimeSpan.Zero
            && sinceFirst.Ticks % reminder.Period.Ticks <= (to - from).Ticks;
    }
}
