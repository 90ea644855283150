namespace CryptoPay.Payments.Cases;

/// <summary>How one try to tell a sink, or to look whether it was told, ended.</summary>
public abstract record DeliveryResult
{
    private DeliveryResult() { }

    /// <param name="Note">What had to be left out, and why, in a few words; "" for nothing.</param>
    /// <param name="IsPassing">What was left out may go in later: it is told once more.</param>
    public sealed record Delivered(string Note = "", bool IsPassing = false) : DeliveryResult;

    /// <summary>A search was answered in full, and shows nothing of ours.</summary>
    public sealed record NotFound : DeliveryResult;

    /// <summary>It will be refused again: it is parked and shown, unless the settings are at fault.</summary>
    /// <param name="Code">The other side's own code or "http_404"; safe to show and to log.</param>
    /// <param name="IsOfSettings">Client, role or secret are at fault: it is tried on while somebody mends them.</param>
    /// <param name="IsForGood">No later revision is wanted either (HTTP 410).</param>
    public sealed record Refused(string Code, bool IsOfSettings = false, bool IsForGood = false) : DeliveryResult;

    /// <summary>A passing fault, or an ending that tells nothing (time-out, reset).</summary>
    /// <param name="Code">For example "timeout", "http_503", "too_many_calls"; safe to show and to log.</param>
    /// <param name="RetryAfter">As the other side asks, where it does.</param>
    /// <param name="WasSent">False only where it is certain that the other side did nothing (also HTTP 429).</param>
    public sealed record Unavailable(string Code, TimeSpan? RetryAfter = null, bool WasSent = true) : DeliveryResult;
}
