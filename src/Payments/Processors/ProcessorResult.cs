namespace CryptoPay.Payments.Processors;

/// <summary>
/// How a call to a processor ended. An adapter turns every ending of HTTP into one of these at its edge.
/// </summary>
public abstract record ProcessorResult<T>
{
    private ProcessorResult() { }

    public sealed record Found(T Value) : ProcessorResult<T>;

    /// <summary>The processor refuses, and will again: the request or our settings must change.</summary>
    /// <param name="Code">The processor's own code or "http_403"; safe to show and to log.</param>
    /// <param name="IsOfSettings">
    /// Our settings are at fault (key, permission, store), which an operator can mend while the order waits; otherwise
    /// this request is.
    /// </param>
    public sealed record Refused(string Code, bool IsOfSettings = false) : ProcessorResult<T>;

    /// <summary>
    /// A passing fault, or an ending that tells nothing (time-out, reset): the work may have been done.
    /// </summary>
    /// <param name="Code">For example "timeout", "http_500", "circuit_open"; safe to show and to log.</param>
    /// <param name="RetryAfter">As the processor asks, where it does.</param>
    /// <param name="WasSent">False only where it is certain that the processor never saw the call.</param>
    public sealed record Unavailable(string Code, TimeSpan? RetryAfter = null, bool WasSent = true)
        : ProcessorResult<T>;

    /// <summary>An answer that makes no sense: not JSON, a missing field, an impossible number.</summary>
    public sealed record Nonsense(string Reason) : ProcessorResult<T>;
}
