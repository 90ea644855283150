using CryptoPay.Clock;

namespace CryptoPay.Grains.Tests;

/// <summary>
/// The house's clock as Orleans' reminders see it. Where less than a millisecond is left, they ask it again and again and
/// wait for nothing, so it moves a tick each time, up to the next millisecond: one that stands still would hold for ever
/// whoever moves it.
/// </summary>
internal sealed class ReminderClock(LeapingClock clock) : TimeProvider
{
    private readonly Lock asking = new();
    private DateTimeOffset last;
    private long askedCount;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow()
    {
        lock (asking)
        {
            var now = clock.GetUtcNow();
            askedCount = now == last ? Math.Min(askedCount + 1, TimeSpan.TicksPerMillisecond - 1) : 0;
            last = now;
            return now.AddTicks(askedCount);
        }
    }

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}
