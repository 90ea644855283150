using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Payments.Watching;

/// <summary>
/// When to look at refunds: as often as at invoices, each counted from its own last change, and as long as at what
/// waits for a human, because many customers take days to say where their money is to go.
/// </summary>
public static class RefundSchedule
{
    public static DateTimeOffset GivenUpAt(IntentRefund refund, PollingPolicy policy) =>
        refund.ChangedAt + policy.ReviewWindow;

    public static DateTimeOffset ShortWindowEndsAt(IntentRefund refund, PollingPolicy policy) =>
        refund.ChangedAt + policy.ShortWindow;

    /// <summary>How long to wait after a look at it.</summary>
    public static TimeSpan PeriodAfter(DateTimeOffset readAt, IntentRefund refund, PollingPolicy policy) =>
        Schedule.PeriodAfter(
            readAt, PhaseAt(refund, readAt, policy), ShortWindowEndsAt(refund, policy), policy);

    /// <summary>
    /// How often one is looked for or at. What a person says was not made is looked for as long as what is open.
    /// </summary>
    public static PollPhase PhaseAt(IntentRefund refund, DateTimeOffset now, PollingPolicy policy) => refund switch
    {
        { IsOpen: false, IsSaidNotMade: false } or { IsGivenUp: true } => PollPhase.None,
        _ when now < refund.ChangedAt + policy.WatchWindow =>
            Schedule.PaceAt(now, ShortWindowEndsAt(refund, policy), policy),
        _ when now < GivenUpAt(refund, policy) || refund.IsOpen => PollPhase.Review,
        _ => PollPhase.None,
    };
}
