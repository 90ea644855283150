using Microsoft.Extensions.Time.Testing;

namespace CryptoPay.Clock;

/// <summary>
/// Moves only when told. A beat over which it leaps falls once and not for each period: an hour in one step would else
/// be 3,600 beats of a second, which nobody who waits for a beat sees.
/// </summary>
internal class LeapingClock(DateTimeOffset now) : FakeTimeProvider(now)
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (period <= TimeSpan.Zero) return base.CreateTimer(callback, state, dueTime, period);
        var beat = new Beat(callback, state, period);
        beat.Timer = base.CreateTimer(_ => beat.Fall(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        beat.Change(dueTime, period);
        return beat;
    }

    private sealed class Beat(TimerCallback callback, object? state, TimeSpan period) : ITimer
    {
        public ITimer Timer { get; set; } = null!;

        public void Fall()
        {
            Timer.Change(period, Timeout.InfiniteTimeSpan);
            callback(state);
        }

        public bool Change(TimeSpan dueTime, TimeSpan newPeriod)
        {
            period = newPeriod > TimeSpan.Zero ? newPeriod : Timeout.InfiniteTimeSpan;
            return Timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        }

        public void Dispose() => Timer.Dispose();

        public ValueTask DisposeAsync() => Timer.DisposeAsync();
    }
}
