using Microsoft.Extensions.Options;

namespace CryptoPay.Sandbox.Genesys.Access;

/// <summary>Counts calls by token, and says when there are too many.</summary>
internal sealed class CallLimit(IOptionsMonitor<GenesysOptions> options, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private readonly Dictionary<string, Counter> counters = [];

    private sealed class Counter
    {
        public Queue<DateTimeOffset> Heard { get; } = [];

        public Queue<DateTimeOffset> Let { get; } = [];
    }

    /// <summary>Calls, the refused ones too.</summary>
    public int Calls { get; private set; }

    public int Refused { get; private set; }

    /// <summary>The most calls of one token in any 60 s, the refused ones too.</summary>
    public int MostInAMinute { get; private set; }

    public int PerMinuteMax => options.CurrentValue.CallsPerMinuteMax;

    /// <summary>Counts one call.</summary>
    /// <returns>Seconds after which there is room again; null where there is room now.</returns>
    public int? SecondsToWait(string token)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            if (!counters.TryGetValue(token, out var counter)) counters[token] = counter = new Counter();
            Calls++;
            MostInAMinute = Math.Max(MostInAMinute, Add(counter.Heard, now));
            Forget(counter.Let, now);
            if (PerMinuteMax > 0 && counter.Let.Count >= PerMinuteMax)
            {
                Refused++;
                return (int)Math.Ceiling((counter.Let.Peek() + Window - now).TotalSeconds);
            }
            counter.Let.Enqueue(now);
            return null;
        }
    }

    private static int Add(Queue<DateTimeOffset> times, DateTimeOffset now)
    {
        Forget(times, now);
        times.Enqueue(now);
        return times.Count;
    }

    private static void Forget(Queue<DateTimeOffset> times, DateTimeOffset now)
    {
        while (times.TryPeek(out var oldest) && now - oldest >= Window) times.Dequeue();
    }
}
