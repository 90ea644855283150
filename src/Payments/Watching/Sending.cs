namespace CryptoPay.Payments.Watching;

public enum SendingState
{
    /// <summary>It certainly was not sent.</summary>
    Unsent,

    /// <summary>It may have been sent, and the processor is searched for what it led to.</summary>
    Searching,

    /// <summary>The search showed nothing for long enough: it may be sent again.</summary>
    Searched,

    /// <summary>The search showed nothing for long enough, and it must not be sent again.</summary>
    Unclear,
}

/// <summary>
/// How one thing is made exactly once at a processor, be it an invoice or a refund: sent, and after an end that tells
/// nothing searched for before anything is sent again. What is found ends it. Of the life of an activation: a fresh one
/// begins with <see cref="MayBeSent"/> unless it is certain that nothing was sent.
/// </summary>
/// <param name="SentAt">The last sending whose end was not clear; null where this activation knows of none.</param>
/// <param name="AnsweredSince">When the first search since then was answered: an unanswered one tells nothing.</param>
public sealed record Sending(
    SendingState State, DateTimeOffset? SentAt = null, DateTimeOffset? AnsweredSince = null)
{
    public static readonly Sending Unsent = new(SendingState.Unsent);
    public static readonly Sending MayBeSent = new(SendingState.Searching);

    public bool IsToSend => State is SendingState.Unsent or SendingState.Searched;

    /// <summary>A call goes out. What it led to is not known before it has ended.</summary>
    public Sending Sent(DateTimeOffset at) =>
        this with { State = SendingState.Searching, SentAt = at, AnsweredSince = null };

    /// <summary>A search was answered, and shows nothing of ours.</summary>
    /// <param name="mayRepeat">To send it again is better than not to.</param>
    public Sending SearchedInVain(DateTimeOffset at, bool mayRepeat, PollingPolicy policy)
    {
        var since = AnsweredSince ?? at;
        var state = at - since < policy.LookUpWindow ? SendingState.Searching
            : mayRepeat ? SendingState.Searched
            : SendingState.Unclear;
        return this with { AnsweredSince = since, State = state };
    }
}
