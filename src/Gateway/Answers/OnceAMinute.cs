namespace CryptoPay.Gateway.Answers;

/// <summary>Says of each cause at most once a minute that it came, so that no stranger fills the log.</summary>
/// <typeparam name="T">Few values, and none that strangers make up: each is remembered.</typeparam>
internal sealed class OnceAMinute<T>(TimeProvider time) where T : notnull
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly Lock telling = new();
    private readonly Dictionary<T, (long SaidAt, int Since)> causes = [];

    /// <param name="count">How often it came since it was said last, with this time.</param>
    public bool IsDue(T cause, out int count)
    {
        lock (telling)
        {
            var isKnown = causes.TryGetValue(cause, out var last);
            count = last.Since + 1;
            var isDue = !isKnown || time.GetElapsedTime(last.SaidAt) >= Period;
            causes[cause] = isDue ? (time.GetTimestamp(), 0) : (last.SaidAt, count);
            return isDue;
        }
    }
}
