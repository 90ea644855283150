using Orleans.Storage;

namespace CryptoPay.Grains.Effects;

/// <summary>
/// Whether an order is still its activation's. A silo that was frozen or cut off for so long that the others declared
/// it dead wakes up in the middle of a step, while its orders live elsewhere. So what reaches the outside is sent only
/// while the row is known to be ours: written or read less than <c>Polling:CreateMax</c> ago, by clocks that ran on
/// while the process stood still.
/// </summary>
/// <param name="isRowOurs">Reads the row, and tells whether nobody else has written it.</param>
internal sealed class Ownership(EffectContext context, Func<Task<bool>> isRowOurs)
{
    private (long Timestamp, DateTimeOffset At) known;

    /// <summary>The row was written or read just now.</summary>
    public void Renew() => known = Here();

    /// <exception cref="InconsistentStateException">Another activation has written the row.</exception>
    public async Task Verify()
    {
        var (timestamp, at) = Here();
        // Of a machine that was paused whole only the time of day shows it; that may be set back, the other may not.
        var age = context.Time.GetElapsedTime(known.Timestamp, timestamp);
        if (at - known.At > age) age = at - known.At;
        if (age < context.Polling.CreateMax) return;

        if (!await isRowOurs())
            throw new InconsistentStateException("Another activation has written the order, so this one sends nothing.");
        known = (timestamp, at);
    }

    private (long Timestamp, DateTimeOffset At) Here() => (context.Time.GetTimestamp(), context.Time.GetUtcNow());
}
