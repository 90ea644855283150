namespace CryptoPay.Gateway.Answers;

/// <summary>How long this answer has taken. A caller is on the line: every answer leaves in under 2 s.</summary>
/// <param name="limit">Of an answer that no caller waits for on the line; zero for 2 s.</param>
internal sealed class AnswerTime(TimeProvider time, TimeSpan limit = default)
{
    /// <summary>Of an answer that waits for a search at a processor, for a person at a console.</summary>
    public static readonly TimeSpan SearchMax = TimeSpan.FromSeconds(20);

    /// <summary>For how long an answer waits for what a processor is to say.</summary>
    public static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(1.5);

    private static readonly TimeSpan LimitMax = TimeSpan.FromSeconds(1.7);

    /// <summary>So that a second try has time, where the first one's silo is gone and says nothing.</summary>
    private static readonly TimeSpan TryMax = TimeSpan.FromSeconds(0.8);

    /// <summary>Twice as long after each try: what fails at once is not to have it all the harder.</summary>
    private static readonly TimeSpan TryPauseFirst = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan WaitStepMax = TimeSpan.FromSeconds(1);

    private readonly long startedAt = time.GetTimestamp();

    /// <summary>
    /// Looks again while something is awaited and there is time. A cluster that fails meanwhile is no error: what was
    /// asked for is written already, and that is worth more to the caller.
    /// </summary>
    public async Task<T> WaitWhile<T>(T answer, Func<T, bool> isAwaited, Func<T, TimeSpan, Task<T>> look)
    {
        while (isAwaited(answer) && WaitStep is var patience && patience > TimeSpan.Zero)
        {
            try
            {
                answer = await Bound(look(answer, patience));
            }
            catch (Exception exception) when (ClusterFault.Is(exception))
            {
                return answer;
            }
        }

        return answer;
    }

    /// <summary>For how long to wait for an invoice in one step; zero when it is time to answer.</summary>
    public TimeSpan WaitStep => Min(WaitStepMax, Left(PatienceMax));

    /// <summary>
    /// Asks again where the cluster fails and there is time: of a silo that is gone another takes over. So for what is
    /// safe to repeat, and is answered without waiting for others. Who has more time than a caller is asked for once.
    /// </summary>
    /// <exception cref="TimeoutException">The cluster did not answer in time; answered with 503.</exception>
    public async Task<T> Ask<T>(Func<Task<T>> call)
    {
        for (var pause = TryPauseFirst; limit == default; pause *= 2)
        {
            try
            {
                return await call().WaitAsync(Min(TryMax, Left(LimitMax)), time);
            }
            catch (Exception exception) when (ClusterFault.Is(exception) && Left(LimitMax) > pause)
            {
                await Task.Delay(pause, time);
            }
        }

        return await Bound(call());
    }

    /// <summary>Asks once.</summary>
    /// <exception cref="TimeoutException">The cluster did not answer in time; answered with 503.</exception>
    public Task<T> Bound<T>(Task<T> call) => call.WaitAsync(Left(limit > TimeSpan.Zero ? limit : LimitMax), time);

    private TimeSpan Left(TimeSpan limit) => Max(TimeSpan.Zero, limit - time.GetElapsedTime(startedAt));

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
