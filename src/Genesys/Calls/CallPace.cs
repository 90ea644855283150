namespace CryptoPay.Genesys.Calls;

/// <summary>
/// Gives each call its turn, so that a tenant's limit of calls in a minute is never passed, whichever minute is looked
/// at. A pause that the tenant asks for counts for all.
/// </summary>
internal sealed class CallPace(TimeProvider clock)
{
    /// <summary>Longer than a minute by as much as a call may take from its turn to the tenant.</summary>
    internal static readonly TimeSpan Window = TimeSpan.FromSeconds(61);

    /// <summary>Whoever would wait for longer is better told how long.</summary>
    internal static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(10);

    /// <summary>A longer pause is about the one thing that was asked for, such as what it may cost in a day.</summary>
    private static readonly TimeSpan PauseMax = TimeSpan.FromMinutes(3);

    private readonly Lock turning = new();
    private readonly long start = clock.GetTimestamp();

    /// <summary>When each call of the last <see cref="Window"/> had its turn, and those that wait for theirs.</summary>
    private readonly Queue<TimeSpan> turns = [];
    private TimeSpan pausedUntil;

    private TimeSpan Now => clock.GetElapsedTime(start);

    /// <returns>Null when the turn has come; otherwise when to ask again.</returns>
    public async Task<TimeSpan?> Turn(int perMinute, CancellationToken cancellation)
    {
        TimeSpan wait;
        lock (turning)
        {
            var now = Now;
            while (turns.TryPeek(out var oldest) && oldest + Window <= now) turns.Dequeue();
            var turn = turns.Count < perMinute ? now : turns.ElementAt(turns.Count - perMinute) + Window;
            if (turn < pausedUntil) turn = pausedUntil;
            wait = turn - now;
            if (wait > WaitMax) return wait;
            turns.Enqueue(turn);
        }

        if (wait > TimeSpan.Zero) await Task.Delay(wait, clock, cancellation).ConfigureAwait(false);
        // While it waited, another call may have been told to pause.
        lock (turning) return pausedUntil > Now ? pausedUntil - Now : null;
    }

    public void Pause(TimeSpan pause)
    {
        lock (turning)
        {
            var until = Now + (pause < PauseMax ? pause : PauseMax);
            if (until > pausedUntil) pausedUntil = until;
        }
    }
}
