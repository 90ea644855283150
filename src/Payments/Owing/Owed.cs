using System.Collections.Immutable;
using System.Diagnostics;
using CryptoPay.Payments.Cases;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Owing;

/// <summary>
/// The one place that says what an intent owes the outside: which work, where, when. Timers, reminders and
/// the watchdog follow from it. It follows from the written state; what is remembered of the calls can only put it off.
/// </summary>
public static class Owed
{
    /// <summary>Each kind of work says for itself what of it is owed.</summary>
    private static readonly ImmutableArray<Func<Moment, IEnumerable<OwedWork>>> Kinds =
    [
        OwedInvoices.ToCreate, OwedInvoices.ToWithdraw, OwedRefunds.ToCreate, OwedInvoices.ToRead, OwedRefunds.ToRead,
        OwedCases.ToLookAt, OwedCases.ToDeliver,
    ];

    public static ImmutableArray<OwedWork> Of(
        PaymentIntent intent, ImmutableArray<ICaseSink> sinks, Func<Lane, LaneMemory> memoryOf, DateTimeOffset now,
        PollingPolicy policy)
    {
        var moment = new Moment(intent, sinks, lane => memoryOf(lane).At(now, policy), now, policy);
        return [.. Kinds.SelectMany(kind => kind(moment)).Select(work => PutOff(work, moment.MemoryOf(work.Lane)))];
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

    /// <summary>By pauses, of the lane or of this piece of work alone.</summary>
    private static OwedWork PutOff(OwedWork work, LaneMemory remembered)
    {
        var notBefore = work.TurnAt < remembered.NotBefore ? work.TurnAt.Value : remembered.NotBefore;
        if (remembered.NotBeforeById?.GetValueOrDefault(work.Id) is { } ofWork && ofWork > notBefore)
            notBefore = ofWork;
        return work.DueAt < notBefore ? work with { DueAt = notBefore } : work;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
