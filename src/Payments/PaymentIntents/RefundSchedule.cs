namespace CryptoPay.Payments.PaymentIntents;

/// <summary>
/// When to look at refunds: as often as at invoices, each counted from its own last change, and as long as at what
/// waits for a human, because many customers take days to say where their money is to go.
/// </summary>
public static class RefundSchedule
{
    public static DateTimeOffset GivenUpAt(IntentRefund refund, PollingPolicy policy) =>
        refund.ChangedAt + policy.ReviewWindow;

    public static PollPhase PhaseAt(IntentRefund refund, DateTimeOffset now, PollingPolicy policy) => refund switch
    {
        { IsOpen: false } or { IsGivenUp: true } => PollPhase.None,
        _ when now < refund.ChangedAt + policy.ShortWindow => PollPhase.Short,
        _ when now < refund.ChangedAt + policy.WatchWindow => PollPhase.Long,
        _ => PollPhase.Review,
    };

    /// <summary>The most frequent one of all the intent's refunds.</summary>
    public static PollPhase PhaseAt(PaymentIntent intent, DateTimeOffset now, PollingPolicy policy) =>
        intent.Refunds.Aggregate(
            PollPhase.None, (busiest, refund) => Schedule.Busier(busiest, PhaseAt(refund, now, policy)));

    /// <summary>When the next round of reads is due; null when none is. A time that has passed means now.</summary>
    /// <param name="lastReadAt">The last round's start; null where there is none to count from.</param>
    public static DateTimeOffset? NextReadAt(
        PaymentIntent intent, DateTimeOffset? lastReadAt, DateTimeOffset now, PollingPolicy policy)
    {
        if (!intent.Refunds.Any(refund => refund.Progress == RefundProgress.Pending && !refund.IsGivenUp)) return null;
        return lastReadAt is { } last ? last + Schedule.PeriodOf(PhaseAt(intent, last, policy), policy) : now;
    }

    internal static DateTimeOffset? WatchdogAt(PaymentIntent intent, DateTimeOffset now, PollingPolicy policy) =>
        intent.Refunds.Min(refund => refund.IsOwed
            ? now + policy.WatchdogGrace
            : Schedule.LeaseEndsAt(PhaseAt(refund, now, policy), refund.ChangedAt + policy.ShortWindow, now, policy));
}
