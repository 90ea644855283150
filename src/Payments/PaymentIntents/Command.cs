using System.Collections.Immutable;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.PaymentIntents;

/// <summary>What can be asked of a payment intent, by people, by time, or by what a processor answered.</summary>
/// <param name="At">UTC now, cut to the millisecond.</param>
public abstract record Command(DateTimeOffset At)
{
    /// <summary>
    /// The name of the authenticated key whose holder asks for it; "" where an answer or time brings it.
    /// </summary>
    public string Who { get; init; } = "";

    public sealed record Create(CreatePaymentIntent Request, NewIntent New, DateTimeOffset At) : Command(At);

    /// <param name="ResumeCode">The next invoice's; null where none was to be had.</param>
    public sealed record StartInvoice(
        string AttemptId, string Account, DateTimeOffset At, ResumeCode? ResumeCode = null) : Command(At);

    public sealed record Cancel(DateTimeOffset At) : Command(At);

    /// <param name="ReadStartedAt">
    /// When the last round of reads began, finished or not; null where there was none.
    /// </param>
    public sealed record Wake(DateTimeOffset At, DateTimeOffset? ReadStartedAt = null) : Command(At);

    /// <summary>The processor made the invoice of this attempt.</summary>
    public sealed record RecordInvoice(string AttemptId, Invoice Invoice, DateTimeOffset At) : Command(At);

    /// <summary>The processor will not make the invoice of this attempt.</summary>
    /// <param name="MayExist">An earlier call had no clear end, so it is not certain that it did not make it.</param>
    public sealed record RecordRefusal(string AttemptId, string Code, bool MayExist, DateTimeOffset At) : Command(At);

    /// <summary>
    /// This attempt's account cannot be reached, and certainly never saw the attempt: another one takes it.
    /// </summary>
    public sealed record PassOver(string AttemptId, string NextAccount, DateTimeOffset At) : Command(At);

    /// <summary>The creation of this attempt has failed for as long as we try.</summary>
    public sealed record RestCreation(string AttemptId, string Reason, bool IsOutage, DateTimeOffset At) : Command(At);

    /// <summary>The account of an attempt that rests gives answers again.</summary>
    public sealed record ResumeCreation(string AttemptId, DateTimeOffset At) : Command(At);

    /// <summary>All that one processor account finds for this order.</summary>
    /// <param name="StartedAt">When the search began.</param>
    public sealed record RecordLookUp(
        string Account, ImmutableArray<Invoice> Invoices, DateTimeOffset StartedAt, DateTimeOffset At)
        : Command(At);

    /// <param name="Order">Counts reads by their start, where a later one may overtake it.</param>
    public sealed record Observe(string Account, Invoice Invoice, DateTimeOffset At, int? Order = null) : Command(At);

    /// <summary>The processor's answer to a read of this attempt's invoice made no sense.</summary>
    public sealed record RecordNonsense(string AttemptId, string Reason, DateTimeOffset At) : Command(At);

    /// <summary>Every account has been read, in rounds that began at this time or later.</summary>
    /// <param name="StartedAt">A wake after this time has not been answered by them.</param>
    /// <param name="Succeeded">Every read of those rounds did.</param>
    /// <param name="IsAnswered">Every account gave answers, if only to some of the reads.</param>
    public sealed record FinishReading(DateTimeOffset StartedAt, bool Succeeded, bool IsAnswered, DateTimeOffset At)
        : Command(At)
    {
        public FinishReading(DateTimeOffset startedAt, bool succeeded, DateTimeOffset at)
            : this(startedAt, succeeded, succeeded, at) { }
    }

    /// <param name="Done">False where the processor can no longer make it unpayable.</param>
    public sealed record RecordUnpayable(InvoiceKey Invoice, bool Done, DateTimeOffset At) : Command(At);

    /// <param name="Amount">In the price's currency; null for all that can be given back.</param>
    /// <param name="RefundingAccounts">The accounts that give money back on our word.</param>
    public sealed record RequestRefund(
        string RefundId, string Key, decimal? Amount, ImmutableHashSet<string> RefundingAccounts, DateTimeOffset At)
        : Command(At);

    /// <summary>The processor is about to be asked for this refund.</summary>
    public sealed record SendRefund(string RefundId, DateTimeOffset At) : Command(At);

    /// <summary>The processor certainly never heard of it, or will not make it before something changes.</summary>
    public sealed record TakeRefundBack(string RefundId, DateTimeOffset At) : Command(At);

    /// <summary>The processor will not make this refund.</summary>
    /// <param name="MayExist">An earlier call had no clear end, so it is not certain that it did not make it.</param>
    public sealed record RecordRefundRefusal(string RefundId, string Code, bool MayExist, DateTimeOffset At)
        : Command(At);

    /// <summary>A search for a refund that was sent found nothing.</summary>
    /// <param name="StartedAt">When the search began.</param>
    /// <param name="IsRepeatSafe">It is sent again.</param>
    public sealed record RecordRefundMissing(
        string RefundId, DateTimeOffset StartedAt, bool IsRepeatSafe, DateTimeOffset At) : Command(At);

    public sealed record ObserveRefund(string RefundId, Refund Refund, DateTimeOffset At) : Command(At);

    /// <summary>A refund is open still at the end of the time for which we look.</summary>
    public sealed record GiveRefundUp(string RefundId, DateTimeOffset At) : Command(At);

    /// <summary>A person ends a review.</summary>
    public sealed record Resolve(ReviewResolution Resolution, DateTimeOffset At) : Command(At);

    /// <summary>A person says what became of a refund whose sending had no clear end.</summary>
    /// <param name="SearchedAt">
    /// When a search began that was answered in full and found nothing; null where none did.
    /// </param>
    /// <param name="Made">What a read showed of the refund that the person names; null where it was not made.</param>
    public sealed record ResolveRefund(
        string RefundId, RefundResolution Resolution, DateTimeOffset? SearchedAt, Refund? Made, DateTimeOffset At)
        : Command(At);

    /// <summary>Time may have changed what the case shows.</summary>
    public sealed record LookAtCase(DateTimeOffset At) : Command(At);

    /// <summary>A sink that must not be told twice is about to be told.</summary>
    public sealed record MarkDelivery(Delivery Delivery, DateTimeOffset At) : Command(At);

    /// <summary>It certainly was not told.</summary>
    public sealed record TakeDeliveryBack(Delivery Delivery, DateTimeOffset At) : Command(At);

    /// <param name="Note">What the delivery had to leave out, and why; "" for nothing.</param>
    /// <param name="RepeatAt">When it is to be told once more; null for never.</param>
    public sealed record RecordDelivery(
        Delivery Delivery, string Note, DateTimeOffset At, DateTimeOffset? RepeatAt = null) : Command(At);

    /// <summary>It is not tried any more until somebody asks, or there is a later revision.</summary>
    /// <param name="IsForGood">A later revision does not help either.</param>
    public sealed record ParkDelivery(Delivery Delivery, string Reason, bool IsForGood, DateTimeOffset At)
        : Command(At);

    /// <summary>A person asks for what is parked.</summary>
    /// <param name="IsAgain">And for what was delivered, or may have been.</param>
    /// <param name="Only">Where it is not empty, for these things alone.</param>
    public sealed record AskDelivery(
        string Sink, bool IsAgain, ImmutableHashSet<string> Only, DateTimeOffset At) : Command(At)
    {
        public AskDelivery(string sink, bool isAgain, DateTimeOffset at) : this(sink, isAgain, [], at) { }
    }

    /// <summary>Nothing personal of it is to be kept: done once nobody may have to look at it any more.</summary>
    /// <param name="Salt">A new one.</param>
    /// <param name="IsWatched">Something is due still.</param>
    public sealed record Erase(Sensitive Salt, string Reason, bool IsWatched, DateTimeOffset At) : Command(At);

    public sealed record SendClaimLink(
        string SendId, string RefundId, string Channel, Sensitive To, DateTimeOffset At) : Command(At);
}

/// <summary>What a new intent needs and the core cannot make: names and random values.</summary>
public sealed record NewIntent(
    OrderKey Order, string PaymentIntentId, string AttemptId, Sensitive Salt, string Account)
{
    /// <summary>As configured now; it holds for the life of the intent.</summary>
    public decimal TolerancePercent { get; init; } = 0.5m;
    public decimal OverpaidTolerancePercent { get; init; } = 0.5m;

    /// <summary>Null where none was to be had: a payment goes on without.</summary>
    public ResumeCode? ResumeCode { get; init; }
}
