using System.Collections.Immutable;

namespace CryptoPay.Payments.Watching;

public enum WorkKind
{
    CreateInvoice,
    ReadInvoices,
    WithdrawInvoice,
    CreateRefund,
    ReadRefunds,
    LookAtCase,
    DeliverCase,
}

/// <summary>Work of one kind at one place. One lane's pause holds up no other.</summary>
/// <param name="At">The processor account, or the case sink; "" for work that is done at home.</param>
public readonly record struct Lane(WorkKind Kind, string At);

/// <summary>What an activation remembers of its own calls in one lane; of a fresh one, nothing.</summary>
/// <param name="NotBefore">The end of a pause.</param>
/// <param name="LastReadAt">When the last round of reads ended.</param>
/// <param name="AnsweredAt">
/// When the last round that had answers began: it has answered what woke us until then.
/// </param>
/// <param name="IsWoken">Somebody has reason to think that there is news.</param>
/// <param name="NotBeforeById">The end of a pause of one piece of work alone; null for none.</param>
/// <param name="HasFailed">A create has failed since somebody asked for it.</param>
public sealed record LaneMemory(
    DateTimeOffset NotBefore = default, DateTimeOffset? LastReadAt = null, DateTimeOffset? AnsweredAt = null,
    bool IsWoken = false, bool HasFailed = false, ImmutableDictionary<string, DateTimeOffset>? NotBeforeById = null)
{
    public static readonly LaneMemory None = new();

    /// <summary>
    /// As it can be true now. Times that lie ahead are from before the clock was set back: a read of then is one of
    /// now, what it answered is not known, and no pause is longer than pauses are.
    /// </summary>
    public LaneMemory At(DateTimeOffset now, PollingPolicy policy) => this with
    {
        LastReadAt = LastReadAt > now ? now : LastReadAt,
        AnsweredAt = AnsweredAt > now ? null : AnsweredAt,
        NotBefore = At(NotBefore, now, policy),
        NotBeforeById = NotBeforeById?.ToImmutableDictionary(pause => pause.Key, pause => At(pause.Value, now, policy)),
    };

    private static DateTimeOffset At(DateTimeOffset notBefore, DateTimeOffset now, PollingPolicy policy) =>
        notBefore > now + 2 * (policy.PauseMax + policy.BackoffMax) ? now : notBefore;
}

/// <param name="Id">Of the attempt, invoice or refund, or what a sink is told about; "" for a round of reads.</param>
/// <param name="DueAt">A time that has passed means now.</param>
/// <param name="PhaseEndsAt">When the short phase ends; of the others, no matter.</param>
public sealed record OwedWork(
    Lane Lane, string Id, DateTimeOffset DueAt, PollPhase Phase, DateTimeOffset PhaseEndsAt = default)
{
    /// <summary>
    /// When it must be done so that a human can be told in time; no pause puts it off beyond this. Null where nobody
    /// has to be told, or was told already: a turn that is over must not undo the pauses that come after it.
    /// </summary>
    public DateTimeOffset? TurnAt { get; init; }

    /// <summary>Somebody waits for it, or brought news; otherwise the schedule alone wants it.</summary>
    public bool IsAskedFor => Phase == PollPhase.Once;
}
