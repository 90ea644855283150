namespace CryptoPay.Http;

/// <summary>The Retry-After header, in seconds or as an HTTP date.</summary>
public static class RetryAfter
{
    /// <summary>How long the answer asks us to wait; 0 where its date has passed, null where it does not ask.</summary>
    public static TimeSpan? Of(HttpResponseMessage? answer, TimeProvider clock) => answer?.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => TimeSpan.FromTicks(Math.Max(0, (date - clock.GetUtcNow()).Ticks)),
        _ => null,
    };
}
