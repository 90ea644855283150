using Microsoft.Extensions.Time.Testing;

namespace CryptoPay.Processors.Tests;

/// <summary>
/// A clock that knows whether somebody waits for it to move on. A time-out does not wait: it guards something that is
/// still under way, and moving the clock then would cut that short.
/// </summary>
internal sealed class DrivenClock() : FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 1, 0, 0, TimeSpan.Zero))
{
    private int delays;

    public bool IsAwaited => Volatile.Read(ref delays) > 0;

    /// <summary>Each pause that somebody asked for.</summary>
    public List<TimeSpan> Delays { get; } = [];

    /// <summary>Lets time pass until the call is over.</summary>
    public async Task<T> Elapse<T>(ScriptedServer server, Task<T> call)
    {
        while (!call.IsCompleted)
        {
            if (IsAwaited || server.IsSilent) Advance(TimeSpan.FromMilliseconds(100));
            else await Task.Yield();
        }

        return await call;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        // Task.Delay hands itself to its timer, which is how it differs from a time-out.
        if (state is not Task) return timer;
        lock (Delays) Delays.Add(dueTime);
        return new Delay(timer, this);
    }

    private sealed class Delay : ITimer
    {
        private readonly ITimer timer;
        private DrivenClock? clock;

        public Delay(ITimer timer, DrivenClock clock)
        {
            (this.timer, this.clock) = (timer, clock);
            Interlocked.Increment(ref clock.delays);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref clock, null) is { } driven) Interlocked.Decrement(ref driven.delays);
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
