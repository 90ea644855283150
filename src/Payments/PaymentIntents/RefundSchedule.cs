namespace CryptoPay.Payments.PaymentIntents;

/// <summary>
/// When to look at refunds: as often as at invoices, each counted from its own last change, and as long as at what
/// waits for a human, because many customers take days to say where their money is to go.
/// </summary>
public static class RefundSchedule
{
    public static DateTimeOffset GivenUpAt(IntentRefund refund, PollingPolicy policy) =>
        refund.ChangedAt + policy.ReviewWindow;

    /// <summary>
    /// How often one is looked for or at. What a person says was not made is looked for as long as what is open.
    /// </summary>
    public static PollPhase PhaseAt(IntentRefund refund, DateTimeOffset now, PollingPolicy policy) => refund switch
    {
        { IsOpen: false, IsSaidNotMade: false } or { IsGivenUp: true } => PollPhase.None,
        _ when now < refund.ChangedAt + policy.ShortWindow => PollPhase.Short,
        _ when now < refund.ChangedAt + policy.WatchWindow => PollPhase.Long,
        _ when now < GivenUpAt(refund, policy) || refund.IsOpen => PollPhase.Review,
        _ => PollPhase.None,
    };
}
