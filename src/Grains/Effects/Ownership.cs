using Orleans.Storage;

namespace CryptoPay.Grains.Effects;

/// <summary>
/// Whether an order is still its activation's. A silo that was frozen or cut off for so long that the others declared
/// it dead wakes up in the middle of a step, while its orders live elsewhere. So what is made or told outside is sent
/// only while the row is known to be ours: as it was a moment ago, by clocks that ran on while the process stood still.
/// </summary>
/// <param name="isRowOurs">Reads the row, and tells whether nobody else has written it.</param>
internal sealed class Ownership(TimeProvider time, Func<Task<bool>> isRowOurs)
{
    /// <summary>Below what it takes at least until a silo is declared dead.</summary>
    private static readonly TimeSpan SureFor = TimeSpan.FromSeconds(5);

    private Moment known = Moment.Of(time);

    /// <summary>Of before a write, as what it brings was true then, however late we hear of it.</summary>
    public Moment Now => Moment.Of(time);

    /// <summary>The row was ours at that moment.</summary>
    public void Renew(Moment moment) => known = moment;

    /// <returns>False where nobody can tell now: nothing may be sent, and it is asked again later.</returns>
    /// <exception cref="InconsistentStateException">Another activation has written the row.</exception>
    public async Task<bool> Verify(CancellationToken cancellation)
    {
        var now = Now;
        if (now.Since(known, time) < SureFor) return true;
        bool isOurs;
        try
        {
            isOurs = await isRowOurs();
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return false;
        }

        if (!isOurs)
            throw new InconsistentStateException("Another activation has written the order, so this one sends nothing.");
        known = now;
        return true;
    }

    public sealed record Moment(long Timestamp, DateTimeOffset At)
    {
        public static Moment Of(TimeProvider time) => new(time.GetTimestamp(), time.GetUtcNow());

        /// <summary>
        /// By the clock that went further: of a machine that was paused whole only the time of day shows it, and that may
        /// be set back.
        /// </summary>
        public TimeSpan Since(Moment before, TimeProvider time)
        {
            var elapsed = time.GetElapsedTime(before.Timestamp, Timestamp);
            return At - before.At > elapsed ? At - before.At : elapsed;
        }
    }
}
