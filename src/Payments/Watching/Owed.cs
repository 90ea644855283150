using System.Collections.Immutable;
using System.Diagnostics;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Payments.Watching;

public enum WorkKind
{
    CreateInvoice,
    ReadInvoices,
    WithdrawInvoice,
    CreateRefund,
    ReadRefunds,
}

/// <summary>Work of one kind at one processor account. One lane's pause holds up no other.</summary>
public readonly record struct Lane(WorkKind Kind, string Account);

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
        NotBefore = NotBefore > now + 2 * (policy.PauseMax + policy.BackoffMax) ? now : NotBefore,
    };
}

/// <param name="Id">Of the attempt, invoice or refund; "" for a round of reads.</param>
/// <param name="DueAt">A time that has passed means now.</param>
/// <param name="PhaseEndsAt">When the short phase ends; of the others, no matter.</param>
public sealed record OwedWork(Lane Lane, string Id, DateTimeOffset DueAt, PollPhase Phase, DateTimeOffset PhaseEndsAt)
{
    /// <summary>Somebody waits for it, or brought news; otherwise the schedule alone wants it.</summary>
    public bool IsAskedFor => Phase == PollPhase.Once;
}

/// <summary>
/// The one place that says what an intent owes the outside: which work, at which account, when. Timers, reminders and
/// the watchdog follow from it. It follows from the written state; what is remembered of the calls can only put it off.
/// </summary>
public static class Owed
{
    public static ImmutableArray<OwedWork> Of(
        PaymentIntent intent, Func<Lane, LaneMemory> memoryOf, DateTimeOffset now, PollingPolicy policy)
    {
        return [.. Works(intent, Memory, now, policy).Select(PutOff)];

        LaneMemory Memory(Lane lane) => memoryOf(lane).At(now, policy);

        OwedWork PutOff(OwedWork work)
        {
            var remembered = Memory(work.Lane);
            var notBefore = remembered.NotBefore;
            // What has to be given to a human by a time is not put off beyond it.
            if (TurnOf(intent, work, remembered, policy) is { } turn && turn < notBefore) notBefore = turn;
            if (remembered.NotBeforeById?.GetValueOrDefault(work.Id) is { } ofWork && ofWork > notBefore)
                notBefore = ofWork;
            return work.DueAt < notBefore ? work with { DueAt = notBefore } : work;
        }
    }

    /// <summary>The most frequent phase of them all.</summary>
    public static PollPhase PhaseOf(ImmutableArray<OwedWork> works) =>
        works.Aggregate(PollPhase.None, (busiest, work) => Schedule.Busier(busiest, work.Phase));

    /// <summary>
    /// When somebody else must look whether this intent was forgotten; null when nothing is due any more. A lease: what
    /// a poll does in between need not be written.
    /// </summary>
    public static DateTimeOffset? WatchdogAt(
        ImmutableArray<OwedWork> works, DateTimeOffset now, PollingPolicy policy) =>
        works.Min(work => work.Phase switch
        {
            PollPhase.None => (DateTimeOffset?)null,
            PollPhase.Once => now + policy.WatchdogGrace,
            PollPhase.Short => Later(work.PhaseEndsAt, now) + policy.WatchdogGrace,
            PollPhase.Check => Later(work.DueAt, now) + policy.WatchdogGrace,
            PollPhase.Slowing or PollPhase.Long or PollPhase.Review =>
                now + Schedule.PeriodOf(work.Phase, policy) + policy.WatchdogLease,
            _ => throw new UnreachableException($"No row for {work.Phase}."),
        });

    private static IEnumerable<OwedWork> Works(
        PaymentIntent intent, Func<Lane, LaneMemory> memory, DateTimeOffset now, PollingPolicy policy)
    {
        if (intent.OwesInvoice)
        {
            yield return Work(WorkKind.CreateInvoice, intent.Account, intent.Current.AttemptId,
                intent.Current.StartedAt, intent.Current.Rest is null ? PollPhase.Once : PollPhase.Long);
        }

        foreach (var invoice in intent.UnpayableOwed)
        {
            yield return Work(
                WorkKind.WithdrawInvoice, invoice.Account, invoice.InvoiceId, intent.ChangedAt, PollPhase.Once);
        }

        foreach (var refund in intent.Refunds.Where(refund => refund.IsOwed))
        {
            yield return Work(
                WorkKind.CreateRefund, intent.AttemptOf(refund).Account, refund.RefundId, refund.RequestedAt,
                refund.IsUnclear ? RefundSchedule.PhaseAt(refund, now, policy) : PollPhase.Once,
                RefundSchedule.ShortWindowEndsAt(refund, policy));
        }

        foreach (var account in intent.Attempts.Select(attempt => attempt.Account).Distinct())
        {
            if (ReadInvoices(intent, account, memory, now, policy) is { } reads) yield return reads;
            if (ReadRefunds(intent, account, memory, now, policy) is { } refundReads) yield return refundReads;
        }
    }

    /// <summary>Null once it has been taken: a turn that is over must not undo the pauses that come after it.</summary>
    private static DateTimeOffset? TurnOf(
        PaymentIntent intent, OwedWork work, LaneMemory remembered, PollingPolicy policy) => work.Lane.Kind switch
    {
        WorkKind.CreateInvoice when intent.Current.Rest is null && remembered.HasFailed =>
            Schedule.CreationRestsAt(intent, policy),
        WorkKind.ReadInvoices => intent.Attempts.Where(attempt => !attempt.IsNonsenseLasting)
            .Select(attempt => attempt.NonsenseSince + policy.NonsenseWindow)
            .Where(turn => turn > remembered.LastReadAt).Min(),
        WorkKind.CreateInvoice or WorkKind.WithdrawInvoice or WorkKind.CreateRefund or WorkKind.ReadRefunds => null,
        _ => throw new UnreachableException($"No row for {work.Lane.Kind}."),
    };

    private static OwedWork? ReadInvoices(
        PaymentIntent intent, string account, Func<Lane, LaneMemory> memory, DateTimeOffset now, PollingPolicy policy)
    {
        var lane = new Lane(WorkKind.ReadInvoices, account);
        var (lastReadAt, answeredAt) = (memory(lane).LastReadAt, memory(lane).AnsweredAt);
        return Schedule.NextReadAt(intent, lastReadAt, now, policy, answeredAt) is { } dueAt
            ? new(lane, "", dueAt, intent.ReadDueAt is null ? Schedule.PhaseAt(intent, now, policy) : PollPhase.Once,
                Schedule.ShortWindowEndsAt(intent, policy))
            : null;
    }

    private static OwedWork? ReadRefunds(
        PaymentIntent intent, string account, Func<Lane, LaneMemory> memory, DateTimeOffset now, PollingPolicy policy)
    {
        var lane = new Lane(WorkKind.ReadRefunds, account);
        var (lastReadAt, isWoken) = (memory(lane).LastReadAt, memory(lane).IsWoken);
        var there = intent.Refunds.Where(refund => intent.AttemptOf(refund).Account == account
            && refund is { Progress: RefundProgress.Pending } or { IsSaidNotMade: true }).ToList();
        if (isWoken && there.Count > 0) return new(lane, "", now, PollPhase.Once, now);

        OwedWork? soonest = null;
        foreach (var refund in there)
        {
            if (RefundSchedule.PhaseAt(refund, lastReadAt ?? now, policy) == PollPhase.None) continue;
            var dueAt = lastReadAt + RefundSchedule.PeriodAfter(lastReadAt ?? now, refund, policy) ?? now;
            if (soonest is null || dueAt < soonest.DueAt)
            {
                soonest = new(lane, "", dueAt, RefundSchedule.PhaseAt(refund, now, policy),
                    RefundSchedule.ShortWindowEndsAt(refund, policy));
            }
        }

        return soonest;
    }

    private static OwedWork Work(
        WorkKind kind, string account, string id, DateTimeOffset dueAt, PollPhase phase,
        DateTimeOffset phaseEndsAt = default) => new(new Lane(kind, account), id, dueAt, phase, phaseEndsAt);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
