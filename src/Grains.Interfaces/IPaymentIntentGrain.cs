using System.Collections.Immutable;
using CryptoPay.Grains.Interfaces.Customers;
using CryptoPay.Payments;
using CryptoPay.Payments.Cases;
using CryptoPay.Payments.History;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Views;
using Orleans.Concurrency;

namespace CryptoPay.Grains.Interfaces;

/// <summary>
/// One order's payment intent. Key: the text of its <see cref="OrderKey"/>. Every answer is of what is written; none
/// but <see cref="ResolveRefund"/> and <see cref="ReadNow"/> waits for a processor. <c>who</c> is the name of the
/// authenticated key that asks; the history keeps it.
/// </summary>
[Alias("CryptoPay.IPaymentIntentGrain")]
public interface IPaymentIntentGrain : IGrainWithStringKey
{
    /// <summary>
    /// Writes the intent, or finds it. The same money again is the same answer; other money is refused.
    /// </summary>
    Task<PaymentIntentAnswer> Create(CreatePaymentIntent request, string who);

    /// <summary>The next invoice, for what is still due. The same answer while one is open.</summary>
    Task<PaymentIntentAnswer> StartInvoice(string who);

    Task<PaymentIntentAnswer> Cancel(string who);

    /// <summary>Ends a review by a person's word. The same word again is the same answer.</summary>
    Task<PaymentIntentAnswer> Resolve(ReviewResolution resolution);

    /// <summary>The last committed view, at once, also while a processor is called.</summary>
    [AlwaysInterleave]
    Task<PaymentIntentAnswer> Get();

    /// <summary>
    /// What the dashboard shows of it; null where there is no intent. The dashboard looks for a method of this name, and
    /// runs it for a GET. A look alone begins nothing: no read, no write, and no stay in memory.
    /// </summary>
    [AlwaysInterleave]
    Task<PaymentIntentSummary?> GetState();

    /// <summary>
    /// The view once its revision is above <paramref name="revision"/>, or as it is after <paramref name="patience"/>
    /// (at most 5 s).
    /// </summary>
    [AlwaysInterleave]
    Task<PaymentIntentAnswer> WaitForNews(long revision, TimeSpan patience);

    /// <summary>
    /// Writes that money is to be given back, or finds that it was asked for. The same refund ID again is the same
    /// answer; another amount is refused.
    /// </summary>
    /// <param name="refundId">The caller's.</param>
    /// <param name="amount">
    /// In the price's currency, above 0, no more decimals than it has; null for all there is.
    /// </param>
    Task<RefundAnswer> Refund(string refundId, decimal? amount, string who);

    /// <summary>
    /// Says of an unclear refund whether it was made, as far as a search at the processor bears that out: it waits for
    /// one. The same word again is the same answer.
    /// </summary>
    [AlwaysInterleave, ResponseTimeout("00:00:20")]
    Task<RefundAnswer> ResolveRefund(string refundId, RefundResolution resolution);

    [AlwaysInterleave]
    Task<RefundAnswer> GetRefund(string refundId);

    /// <summary>As <see cref="WaitForNews"/>, of a refund.</summary>
    [AlwaysInterleave]
    Task<RefundAnswer> WaitForRefund(string refundId, long revision, TimeSpan patience);

    /// <summary>Oldest first; null where there is no intent.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<RefundView>?> Refunds();

    /// <summary>How far each case sink of the merchant has been told.</summary>
    [AlwaysInterleave]
    Task<SinkAnswer> Sinks();

    /// <summary>Has what is parked at a sink tried again.</summary>
    /// <param name="isAgain">
    /// And the newest told again, though it was delivered or may have been: a customer may get it twice.
    /// </param>
    Task<SinkAnswer> AskSink(string sink, bool isAgain, string who);

    /// <summary>Writes that a claim link is to be sent, once. The same request again is the same answer.</summary>
    Task<SinkAnswer> SendClaimLink(ClaimLinkRequest request, string who);

    /// <summary>The transfers toward all of its invoices; null where there is no intent.</summary>
    [AlwaysInterleave]
    Task<TransactionsView?> Transactions();

    /// <summary>The history, oldest first; empty where there is no intent.</summary>
    [AlwaysInterleave]
    Task<ImmutableArray<HistoryEntry>> History();

    /// <summary>
    /// Tells the order that something may have changed or be due. What the reason asks for is written before this
    /// returns; a repeat does no harm.
    /// </summary>
    /// <returns>False where there is no such intent.</returns>
    Task<bool> Wake(WakeReason reason);

    /// <summary>
    /// Reads at the processor now, as after a webhook, also what is final or not watched any more. The view after the
    /// read has ended, or as it is after <paramref name="patience"/>.
    /// </summary>
    [AlwaysInterleave]
    Task<PaymentIntentAnswer> ReadNow(string who, TimeSpan patience);

    /// <summary>Erases what is personal of it, unless somebody may have to look at it still.</summary>
    Task<ErasureStep> Erase(ErasureOfOrder request);

    /// <summary>All that is kept of it; null where there is no intent.</summary>
    [AlwaysInterleave]
    Task<CustomerOrder?> Export();

    /// <summary>Writes a row that has no data key anew, with one.</summary>
    Task Seal();

    /// <summary>
    /// The grain's own call to itself: decides and writes what its effects brought back. Does nothing when nothing
    /// waits.
    /// </summary>
    Task ApplyPending();
}

/// <summary>Why an order is woken. The grain decides by it what it does first.</summary>
public enum WakeReason
{
    /// <summary>
    /// Something may have changed at the processor: it sent a webhook, or the account's settings are others now. The
    /// order is read at once, and pauses after failures end.
    /// </summary>
    News = 0,

    /// <summary>
    /// The watchdog's time has passed. The grain does what is due, and sets its timer and reminders again.
    /// </summary>
    Overdue = 1,

    /// <summary>
    /// Another activation made an invoice and could not write it. The order is read, and its account searched for
    /// invoices that no attempt recorded.
    /// </summary>
    Unrecorded = 2,
}

/// <param name="View">Null where there is no such intent.</param>
/// <param name="Refusal">None when the call did what it was asked.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.PaymentIntentAnswer")]
public sealed record PaymentIntentAnswer(
    [property: Id(0)] PaymentIntentView? View, [property: Id(1)] Refusal Refusal = Refusal.None);

/// <param name="View">Null where there is no such refund.</param>
/// <param name="Refusal">None when the call did what it was asked.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.RefundAnswer")]
public sealed record RefundAnswer([property: Id(0)] RefundView? View, [property: Id(1)] Refusal Refusal = Refusal.None);

/// <param name="Views">Empty where the merchant has no sinks.</param>
/// <param name="Revision">As that of the payment's view.</param>
/// <param name="Refusal">None when the call did what it was asked.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.SinkAnswer")]
public sealed record SinkAnswer(
    [property: Id(0)] ImmutableArray<SinkView> Views, [property: Id(1)] long Revision,
    [property: Id(2)] Refusal Refusal = Refusal.None);

/// <param name="SendId">The caller's; unique within the order.</param>
/// <param name="Channel">How, such as "sms".</param>
/// <param name="To">The address.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.ClaimLinkRequest")]
public sealed record ClaimLinkRequest(
    [property: Id(0)] string SendId, [property: Id(1)] string RefundId, [property: Id(2)] string Channel,
    [property: Id(3)] Sensitive To);
