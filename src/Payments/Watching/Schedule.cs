using System.Diagnostics;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Payments.Watching;

/// <summary>How often a processor is called now; the more frequent the smaller, but for None.</summary>
public enum PollPhase
{
    None,

    /// <summary>Until it is done.</summary>
    Once,
    Short,

    /// <summary>From the short pace to the long one, each wait twice as long as the one before.</summary>
    Slowing,
    Long,
    Review,

    /// <summary>At some times that are known long before.</summary>
    Check,
}

/// <summary>When to read next: a function of the invoice's start, the last change and now.</summary>
public static class Schedule
{
    /// <summary>
    /// 24 h after the newest invoice or 15 min after the processor's own monitoring ends, whichever is later.
    /// </summary>
    public static DateTimeOffset WatchEndsAt(PaymentIntent intent, PollingPolicy policy) =>
        intent.Attempts.Max(attempt =>
        {
            var own = (attempt.OpenedAt ?? attempt.ResumedAt ?? attempt.StartedAt) + policy.WatchWindow;
            if (attempt.Invoice is not { } invoice) return own;
            // Bounded once more: rows of earlier versions hold times as they came.
            var processors =
                ProcessorTimes.Bounded(invoice.MonitoredUntil, attempt, policy) + policy.WatchAfterMonitoring;
            return processors > own ? processors : own;
        });

    public static DateTimeOffset ShortWindowEndsAt(PaymentIntent intent, PollingPolicy policy) =>
        intent.ChangedAt + policy.ShortWindow;

    /// <summary>
    /// When a settled intent is looked at once more: at the end of the rate lock, of the processor's monitoring and of
    /// the watch. Money that comes after it is settled is seen by that, whatever becomes of webhooks. Null where all is
    /// over.
    /// </summary>
    public static DateTimeOffset? NextCheckAt(PaymentIntent intent, PollingPolicy policy)
    {
        if (intent.Status != PaymentIntentStatus.Settled) return null;
        var checkedAt = intent.CheckedAt ?? intent.ChangedAt;
        return intent.Attempts.Where(attempt => attempt.Invoice is not null)
            .SelectMany(attempt => (DateTimeOffset?[])[attempt.Invoice!.ExpiresAt, attempt.Invoice.MonitoredUntil])
            .Append(WatchEndsAt(intent, policy)).Where(at => at > checkedAt).Min();
    }

    /// <summary>After this long without an invoice, or a refund, somebody hears that it takes longer.</summary>
    public static readonly TimeSpan CreationSlow = TimeSpan.FromMinutes(1);

    public static bool IsCreationSlow(PaymentIntent intent, DateTimeOffset now) =>
        now >= CreationSince(intent) + CreationSlow;

    /// <summary>From this time on an invoice that did not come about is a human's matter.</summary>
    public static DateTimeOffset CreationRestsAt(PaymentIntent intent, PollingPolicy policy) =>
        CreationSince(intent) + policy.NonsenseWindow;

    /// <summary>
    /// From this time on nonsense about the attempt's invoice is a human's matter; null where there is none, or it is
    /// one already.
    /// </summary>
    public static DateTimeOffset? NonsenseLastsAt(InvoiceAttempt attempt, PollingPolicy policy) =>
        attempt.IsNonsenseLasting ? null : attempt.NonsenseSince + policy.NonsenseWindow;

    /// <summary>Since when the current attempt's invoice is asked for.</summary>
    private static DateTimeOffset CreationSince(PaymentIntent intent) =>
        intent.Current.ResumedAt ?? intent.Current.StartedAt;

    public static PollPhase PhaseAt(PaymentIntent intent, DateTimeOffset now, PollingPolicy policy)
    {
        if (!intent.IsReadable) return PollPhase.None;
        // A customer may be paying at this moment what we said is cancelled.
        if (intent.IsCancelPending && !intent.Has(PaymentIntentQualifiers.Review)
            && now < intent.CancelAskedAt + policy.WatchWindow)
        {
            return PollPhase.Short;
        }

        if (now >= WatchEndsAt(intent, policy)) return PhaseAfterWatch(intent, now, policy);
        return intent.Status switch
        {
            // A settled intent's other invoices can still take money that nobody would notice.
            PaymentIntentStatus.Settled =>
                intent.Attempts.Count(a => a.Invoice is not null) > 1 ? PollPhase.Long : CheckPhase(intent, policy),
            PaymentIntentStatus.AwaitingPayment or PaymentIntentStatus.Confirming =>
                PaceAt(now, ShortWindowEndsAt(intent, policy), policy),
            // A part that is missing, or all of it that is not final.
            PaymentIntentStatus.Expired when Sums.HasMoney(intent)
                && !intent.Has(PaymentIntentQualifiers.PaidLate) && !intent.Has(PaymentIntentQualifiers.Review) =>
                PaceAt(now, ShortWindowEndsAt(intent, policy), policy),
            PaymentIntentStatus.Expired or PaymentIntentStatus.Requested or PaymentIntentStatus.Invalid
                or PaymentIntentStatus.Cancelled => PollPhase.Long,
            _ => throw new UnreachableException($"No row for {intent.Status}."),
        };
    }

    /// <summary>How long the next read is put off, at most.</summary>
    public static TimeSpan PeriodOf(PollPhase phase, PollingPolicy policy) => phase switch
    {
        PollPhase.Short => policy.ShortPeriod,
        PollPhase.Slowing or PollPhase.Long => policy.LongPeriod,
        PollPhase.Review => policy.ReviewPeriod,
        PollPhase.None or PollPhase.Once or PollPhase.Check => Timeout.InfiniteTimeSpan,
        _ => throw new UnreachableException($"No row for {phase}."),
    };

    /// <summary>
    /// How long to wait after a read. While slowing, as long as it has been since the last change, so that whatever
    /// comes is seen within its own age.
    /// </summary>
    public static TimeSpan PeriodAfter(
        DateTimeOffset readAt, PollPhase phase, DateTimeOffset shortWindowEndsAt, PollingPolicy policy) =>
        phase == PollPhase.Slowing
            ? readAt - shortWindowEndsAt + policy.ShortPeriod
            : PeriodOf(phase, policy);

    /// <summary>The pace of what is waited for: short, slowing, and long from when slowing has reached that.</summary>
    public static PollPhase PaceAt(DateTimeOffset now, DateTimeOffset shortWindowEndsAt, PollingPolicy policy) =>
        now < shortWindowEndsAt ? PollPhase.Short
        : now - shortWindowEndsAt + policy.ShortPeriod < policy.LongPeriod ? PollPhase.Slowing
        : PollPhase.Long;

    /// <summary>When the next round of reads is due; null when none is. A time that has passed means now.</summary>
    /// <param name="lastReadAt">The last round's end; null where this activation has made none.</param>
    /// <param name="answeredAt">
    /// When the last round that succeeded began: it has answered what woke us until then.
    /// </param>
    public static DateTimeOffset? NextReadAt(
        PaymentIntent intent, DateTimeOffset? lastReadAt, DateTimeOffset now, PollingPolicy policy,
        DateTimeOffset? answeredAt = null)
    {
        // The last read tells how long until the next: the eighteenth short poll falls on the end of the short window.
        var phase = PhaseAt(intent, lastReadAt ?? now, policy);
        var byPeriod = phase switch
        {
            PollPhase.None => null,
            // What could not be read then is tried again at the slow pace.
            PollPhase.Check => NextCheckAt(intent, policy) is var checkAt && lastReadAt >= checkAt
                ? lastReadAt + policy.LongPeriod
                : checkAt,
            PollPhase.Once or PollPhase.Short or PollPhase.Slowing or PollPhase.Long or PollPhase.Review =>
                lastReadAt + PeriodAfter(lastReadAt ?? now, phase, ShortWindowEndsAt(intent, policy), policy) ?? now,
            _ => throw new UnreachableException($"No row for {phase}."),
        };
        var turns = intent.Attempts.Select(attempt => NonsenseLastsAt(attempt, policy));
        if (intent.WatchEnd == WatchEnd.None) turns = turns.Append(WatchEndsAt(intent, policy));
        foreach (var turn in turns) if (turn > lastReadAt && turn < byPeriod) byPeriod = turn;
        if (intent.ReadDueAt is not { } wokenAt || wokenAt <= answeredAt || !intent.IsReadable) return byPeriod;

        // A wake that lies ahead is from before the clock was set back.
        if (wokenAt > now) wokenAt = now;
        var byWake = lastReadAt + policy.ReadGap is { } afterGap && afterGap > wokenAt ? afterGap : wokenAt;
        return byPeriod < byWake ? byPeriod : byWake;
    }

    /// <summary>
    /// The wait after the n-th failure in a row: exponential, jittered, never shorter than the processor asks for.
    /// </summary>
    /// <param name="failureCount">1 for the first.</param>
    /// <param name="jitter">0 to 1, random.</param>
    public static TimeSpan BackoffAfter(int failureCount, TimeSpan? retryAfter, double jitter, PollingPolicy policy)
    {
        var doubled = policy.BackoffFirst * Math.Pow(2, Math.Min(failureCount - 1, 30));
        var wait = Jittered(doubled < policy.BackoffMax ? doubled : policy.BackoffMax, jitter, policy);
        return retryAfter > wait ? retryAfter.Value : wait;
    }

    /// <summary>
    /// In whole milliseconds: nothing is kept finer, and timers wait in them. Who waits for a finer time with a clock
    /// that stands still, such as Orleans for a reminder in a test, is never done.
    /// </summary>
    public static TimeSpan Jittered(TimeSpan wait, double jitter, PollingPolicy policy) =>
        TimeSpan.FromMilliseconds((long)(wait * (1 + jitter * policy.JitterPercent / 100)).TotalMilliseconds);

    /// <summary>The more frequent one.</summary>
    public static PollPhase Busier(PollPhase one, PollPhase other) =>
        one == PollPhase.None || (other != PollPhase.None && other < one) ? other : one;

    private static PollPhase CheckPhase(PaymentIntent intent, PollingPolicy policy) =>
        NextCheckAt(intent, policy) is null ? PollPhase.None : PollPhase.Check;

    private static PollPhase PhaseAfterWatch(PaymentIntent intent, DateTimeOffset now, PollingPolicy policy)
    {
        if (intent.Status == PaymentIntentStatus.Settled && CheckPhase(intent, policy) == PollPhase.Check)
            return PollPhase.Check;
        if (intent.Status == PaymentIntentStatus.Settled && !intent.Has(PaymentIntentQualifiers.Review))
            return PollPhase.None;
        if (intent.WatchEnd == WatchEnd.None && intent.Status != PaymentIntentStatus.Settled) return PollPhase.Long;
        if (intent.WatchEnd == WatchEnd.NoMoney && !intent.Has(PaymentIntentQualifiers.Review)) return PollPhase.None;
        return now < WatchEndsAt(intent, policy) + policy.ReviewWindow ? PollPhase.Review : PollPhase.None;
    }
}
