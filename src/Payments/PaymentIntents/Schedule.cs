namespace CryptoPay.Payments.PaymentIntents;

/// <summary>How often something at a processor is read now; the more frequent the smaller, but for None.</summary>
public enum PollPhase { None, Short, Long, Review }

/// <summary>When to read next: a function of the invoice's start, the last change and now.</summary>
public static class Schedule
{
    /// <summary>
    /// 24 h after the newest invoice or 15 min after the processor's own monitoring ends, whichever is later.
    /// </summary>
    public static DateTimeOffset WatchEndsAt(PaymentIntent intent, PollingPolicy policy) =>
        intent.Attempts.Max(attempt =>
        {
            var own = (attempt.OpenedAt ?? attempt.StartedAt) + policy.WatchWindow;
            var processors = attempt.Invoice?.MonitoredUntil + policy.WatchAfterMonitoring;
            return processors > own ? processors.Value : own;
        });

    public static DateTimeOffset ShortWindowEndsAt(PaymentIntent intent, PollingPolicy policy) =>
        intent.ChangedAt + policy.ShortWindow;

    public static PollPhase PhaseAt(PaymentIntent intent, DateTimeOffset now, PollingPolicy policy)
    {
        if (intent.OwesInvoice && intent.LastOpened is null) return PollPhase.None;
        if (now >= WatchEndsAt(intent, policy)) return PhaseAfterWatch(intent, now, policy);
        return intent.Status switch
        {
            // A settled intent's other invoices can still take money that nobody would notice.
            PaymentIntentStatus.Settled =>
                intent.Attempts.Count(a => a.Invoice is not null) > 1 ? PollPhase.Long : PollPhase.None,
            PaymentIntentStatus.AwaitingPayment or PaymentIntentStatus.Confirming => ShortOrLong(intent, now, policy),
            PaymentIntentStatus.Expired when intent.Has(PaymentIntentQualifiers.Underpaid) =>
                ShortOrLong(intent, now, policy),
            _ => PollPhase.Long,
        };
    }

    public static TimeSpan PeriodOf(PollPhase phase, PollingPolicy policy) => phase switch
    {
        PollPhase.Short => policy.ShortPeriod,
        PollPhase.Long => policy.LongPeriod,
        PollPhase.Review => policy.ReviewPeriod,
        _ => Timeout.InfiniteTimeSpan,
    };

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
        DateTimeOffset? byPeriod = phase == PollPhase.None ? null : lastReadAt + PeriodOf(phase, policy) ?? now;
        var watchEndsAt = WatchEndsAt(intent, policy);
        if (intent.WatchEnd == WatchEnd.None && watchEndsAt > lastReadAt && watchEndsAt < byPeriod)
            byPeriod = watchEndsAt;
        if (intent.ReadDueAt is not { } wokenAt || wokenAt <= answeredAt || intent.LastOpened is null) return byPeriod;

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

    public static TimeSpan Jittered(TimeSpan wait, double jitter, PollingPolicy policy) =>
        wait * (1 + jitter * policy.JitterPercent / 100);

    /// <summary>
    /// When somebody else must look whether this intent was forgotten; null when nothing is due any more.
    /// </summary>
    public static DateTimeOffset? WatchdogAt(PaymentIntent intent, DateTimeOffset now, PollingPolicy policy)
    {
        if (intent.OwesInvoice || intent.UnpayableOwed.Length > 0 || intent.ReadDueAt is not null)
            return now + policy.WatchdogGrace;
        var byInvoice = LeaseEndsAt(PhaseAt(intent, now, policy), ShortWindowEndsAt(intent, policy), now, policy);
        var byRefund = RefundSchedule.WatchdogAt(intent, now, policy);
        return byRefund < byInvoice ? byRefund : byInvoice ?? byRefund;
    }

    /// <summary>The more frequent one.</summary>
    public static PollPhase Busier(PollPhase one, PollPhase other) =>
        one == PollPhase.None || (other != PollPhase.None && other < one) ? other : one;

    internal static DateTimeOffset? LeaseEndsAt(
        PollPhase phase, DateTimeOffset shortWindowEndsAt, DateTimeOffset now, PollingPolicy policy) => phase switch
    {
        PollPhase.Short => shortWindowEndsAt + policy.WatchdogGrace,
        PollPhase.Long or PollPhase.Review => now + PeriodOf(phase, policy) + policy.WatchdogLease,
        _ => null,
    };

    private static PollPhase ShortOrLong(PaymentIntent intent, DateTimeOffset now, PollingPolicy policy) =>
        now < ShortWindowEndsAt(intent, policy) ? PollPhase.Short : PollPhase.Long;

    private static PollPhase PhaseAfterWatch(PaymentIntent intent, DateTimeOffset now, PollingPolicy policy)
    {
        if (intent.Status == PaymentIntentStatus.Settled && !intent.Has(PaymentIntentQualifiers.Review))
            return PollPhase.None;
        if (intent.WatchEnd == WatchEnd.None && intent.Status != PaymentIntentStatus.Settled) return PollPhase.Long;
        if (intent.WatchEnd == WatchEnd.NoMoney && !intent.Has(PaymentIntentQualifiers.Review)) return PollPhase.None;
        return now < WatchEndsAt(intent, policy) + policy.ReviewWindow ? PollPhase.Review : PollPhase.None;
    }
}
