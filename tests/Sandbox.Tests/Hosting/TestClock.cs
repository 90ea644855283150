using System.Threading.Channels;
using CryptoPay.Clock;

namespace CryptoPay.Sandbox.Tests.Hosting;

/// <summary>Moves only when told, and tells which waits have begun, so that no test moves it too early.</summary>
internal sealed class TestClock(DateTimeOffset now) : LeapingClock(now)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly Channel<TimeSpan> waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        // The sandbox's own beat is not a wait.
        if (dueTime != Beat)
        {
            waits.Writer.TryWrite(dueTime);
        }
        return timer;
    }

    /// <summary>Waits until the sandbox waits, and returns for how many seconds it does.</summary>
    public async Task<double> NextWait()
    {
        var wait = waits.Reader.ReadAsync().AsTask();
        return (await wait.WaitAsync(TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken)).TotalSeconds;
    }
}
