using System.Collections.Immutable;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.PaymentIntents;

/// <summary>What happened to a payment intent.</summary>
public abstract record Event(DateTimeOffset At)
{
    public sealed record IntentRequested(CreatePaymentIntent Request, NewIntent New, DateTimeOffset At) : Event(At);

    public sealed record MetadataReplaced(ImmutableSortedDictionary<string, Sensitive> Changed, DateTimeOffset At)
        : Event(At);

    /// <summary>For the first time a repeat had new keys for which there was no room.</summary>
    public sealed record MetadataDropped(int Count, DateTimeOffset At) : Event(At);

    public sealed record AttemptStarted(
        string AttemptId, string Account, Money Price, DateTimeOffset At, ResumeCode? ResumeCode = null) : Event(At);

    /// <summary>An account that could not be reached was passed over before it saw the attempt.</summary>
    public sealed record AttemptMoved(string AttemptId, string Account, DateTimeOffset At) : Event(At);

    public sealed record AttemptRefused(string AttemptId, string Code, bool MayExist, DateTimeOffset At) : Event(At);

    public sealed record CreationRested(string AttemptId, string Reason, bool IsOutage, DateTimeOffset At) : Event(At);

    public sealed record CreationResumed(string AttemptId, DateTimeOffset At) : Event(At);

    /// <summary>No create can be under way any more, and a search finds none.</summary>
    public sealed record AttemptFoundUnmade(string AttemptId, DateTimeOffset At) : Event(At);

    public sealed record InvoiceOpened(string AttemptId, Invoice Invoice, TimeSpan ClockAhead, DateTimeOffset At)
        : Event(At);

    public sealed record InvoiceObserved(string AttemptId, Invoice Invoice, DateTimeOffset At) : Event(At);

    /// <summary>The processor's verdict and the amounts beside it contradict each other: the status is kept.</summary>
    public sealed record VerdictDoubted(string AttemptId, DateTimeOffset At) : Event(At);

    public sealed record VerdictDoubtEnded(string AttemptId, DateTimeOffset At) : Event(At);

    /// <summary>
    /// Payments that counted are gone; none where the next read showed others in their place. Kept out of the
    /// history: <see cref="DoubleSpendSeen"/> tells it.
    /// </summary>
    public sealed record PaymentsMissed(string AttemptId, ImmutableArray<Payment> Gone, DateTimeOffset At) : Event(At);

    /// <summary>Money that was seen toward an invoice has gone again.</summary>
    public sealed record DoubleSpendSeen(string InvoiceId, DateTimeOffset At) : Event(At);

    public sealed record NonsenseBegan(string AttemptId, string Reason, DateTimeOffset At) : Event(At);

    public sealed record NonsenseLasted(string AttemptId, DateTimeOffset At) : Event(At);

    public sealed record NonsenseEnded(string AttemptId, DateTimeOffset At) : Event(At);

    public sealed record ReviewFlagged(string Reason, DateTimeOffset At) : Event(At);

    public sealed record StrayFound(InvoiceKey Invoice, DateTimeOffset At) : Event(At);

    /// <summary>We owe the processor's making this invoice unpayable.</summary>
    public sealed record InvoiceWithdrawn(InvoiceKey Invoice, DateTimeOffset At) : Event(At);

    public sealed record InvoiceMadeUnpayable(InvoiceKey Invoice, bool Done, DateTimeOffset At) : Event(At);

    public sealed record RefundRequested(
        string RefundId, string Key, string AttemptId, Money Amount, DateTimeOffset At) : Event(At);

    public sealed record RefundSent(string RefundId, DateTimeOffset At) : Event(At);

    public sealed record RefundTakenBack(string RefundId, DateTimeOffset At) : Event(At);

    public sealed record RefundMissing(string RefundId, DateTimeOffset At) : Event(At);

    public sealed record RefundRefused(string RefundId, string Code, DateTimeOffset At) : Event(At);

    public sealed record RefundObserved(string RefundId, Refund Refund, DateTimeOffset At) : Event(At);

    public sealed record RefundGivenUp(string RefundId, DateTimeOffset At) : Event(At);

    public sealed record RefundSaidNotMade(string RefundId, string Reason, DateTimeOffset At) : Event(At);

    public sealed record RefundSaidMade(string RefundId, string Reason, DateTimeOffset At) : Event(At);

    /// <param name="Facts">What was open and is answered by it.</param>
    public sealed record ReviewResolved(
        ReviewResolution Resolution, ImmutableArray<string> Facts, DateTimeOffset At) : Event(At);

    public sealed record IntentCancelled(DateTimeOffset At) : Event(At);

    /// <summary>What is personal of it is gone.</summary>
    /// <param name="Salt">New: with the old one, what was erased could be guessed by its digests.</param>
    /// <param name="Reason">One word for who wanted it: customer or retention.</param>
    public sealed record IntentErased(Sensitive Salt, string Reason, DateTimeOffset At) : Event(At);

    /// <summary>Money came after a cancel.</summary>
    public sealed record CancelUndone(DateTimeOffset At) : Event(At);

    public sealed record PollingSlowed(DateTimeOffset At) : Event(At);

    public sealed record WatchEnded(WatchEnd End, DateTimeOffset At) : Event(At);

    /// <summary>A person asked for the read that falls due by it.</summary>
    public sealed record ReadAsked(DateTimeOffset At) : Event(At);

    /// <summary>A matter of our own schedule, not of the payment: kept out of the history.</summary>
    public sealed record ReadFellDue(DateTimeOffset At) : Event(At);

    /// <inheritdoc cref="ReadFellDue"/>
    public sealed record ReadAnswered(DateTimeOffset At) : Event(At);

    /// <inheritdoc cref="ReadFellDue"/>
    public sealed record SettledChecked(DateTimeOffset StartedAt, DateTimeOffset At) : Event(At);

    /// <summary>A matter of who is told, not of the payment.</summary>
    public abstract record OfCase(DateTimeOffset At) : Event(At);

    /// <summary>It follows from what happened before it, so the history does not repeat it.</summary>
    public sealed record CaseChanged(CaseFacts Facts, DateTimeOffset At) : OfCase(At);

    public sealed record DeliveryMarked(Delivery Delivery, DateTimeOffset At) : OfCase(At);

    public sealed record DeliveryTakenBack(Delivery Delivery, DateTimeOffset At) : OfCase(At);

    public sealed record DeliveryMade(
        Delivery Delivery, string Note, DateTimeOffset At, DateTimeOffset? RepeatAt = null) : OfCase(At);

    public sealed record DeliveryParked(Delivery Delivery, string Reason, bool IsForGood, DateTimeOffset At)
        : OfCase(At);

    public sealed record DeliveryAsked(
        string Sink, bool IsAgain, ImmutableHashSet<string> Only, DateTimeOffset At) : OfCase(At);

    public sealed record ClaimLinkAsked(
        string SendId, string RefundId, string Channel, Sensitive To, DateTimeOffset At) : OfCase(At);
}
