using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.PaymentIntents;

/// <summary>
/// Our durable promise to collect an amount for one order: all that is decided upon, and all that is stored beside
/// the history. Changed by <see cref="Evolver"/> alone. Times are UTC with millisecond resolution.
/// </summary>
public sealed record PaymentIntent
{
    public required string Merchant { get; init; }
    public required string OrderId { get; init; }

    [JsonIgnore]
    public OrderKey Order => new(Merchant, OrderId);

    public required string PaymentIntentId { get; init; }

    /// <summary>
    /// The secret part of links to an intent of an earlier version: random. Empty in others, as theirs is made anew
    /// from the link key each time.
    /// </summary>
    public Sensitive LinkToken { get; init; } = Sensitive.None;

    /// <summary>Goes into every digest of a sensitive value in the history.</summary>
    public required Sensitive Salt { get; init; }

    public required Money Price { get; init; }
    public required string CryptoCode { get; init; }
    public required TransactionSpeed Speed { get; init; }

    /// <summary>The processor account that the caller named; "" where the choice is ours.</summary>
    public string RequestedAccount { get; init; } = "";

    /// <summary>The processor account of the current attempt.</summary>
    public required string Account { get; init; }
    public required Sensitive PosLabel { get; init; }
    public required Sensitive NotificationUrl { get; init; }
    public required ImmutableSortedDictionary<string, Sensitive> Metadata { get; init; }

    /// <summary>The key of metadata that says whose payment it is, within the merchant.</summary>
    public const string CustomerRefKey = "customerRef";

    /// <summary>"" where nobody said.</summary>
    [JsonIgnore]
    public string CustomerRef => Metadata.GetValueOrDefault(CustomerRefKey).Value ?? "";

    /// <summary>When a repeat changed it last; null where none has, or before this was kept.</summary>
    public DateTimeOffset? MetadataReplacedAt { get; init; }

    /// <summary>A repeat brought more keys than there is room for, and they were not kept.</summary>
    public bool IsMetadataDropped { get; init; }

    /// <summary>
    /// Of the current attempt; null once it is over by what happened, and in intents from before there were any. By
    /// time it is over sooner: see <see cref="ResumeCode.LiveOf"/>.
    /// </summary>
    public ResumeCode? ResumeCode { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    public PaymentIntentStatus Status { get; init; }
    public PaymentIntentQualifiers Qualifiers { get; init; }

    /// <summary>When what was asked or seen last changed; the polling schedule counts from here.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Polling has gone from the short period to the long one since <see cref="ChangedAt"/>.</summary>
    public bool IsSlowed { get; init; }

    /// <summary>Oldest first; the last one is current.</summary>
    public ImmutableArray<InvoiceAttempt> Attempts { get; init; } = [];

    /// <summary>
    /// Invoices of this order at the processor that no attempt recorded: left behind by a crash or a twin.
    /// </summary>
    public ImmutableArray<InvoiceKey> Strays { get; init; } = [];

    /// <summary>Percent that may be missing, and that may be too much, without a person having to look.</summary>
    public decimal TolerancePercent { get; init; } = 0.5m;
    public decimal OverpaidTolerancePercent { get; init; } = 0.5m;

    /// <summary>Invoices that we owe to make unpayable.</summary>
    public ImmutableArray<InvoiceKey> UnpayableOwed { get; init; } = [];

    /// <summary>What callers asked us to give back, oldest first.</summary>
    public ImmutableArray<IntentRefund> Refunds { get; init; } = [];

    /// <summary>When a caller asked to cancel; null where nobody did, or money that came undid it.</summary>
    public DateTimeOffset? CancelAskedAt { get; init; }

    /// <summary>What was seen that only a human can make sense of, each with what it is about.</summary>
    public ImmutableArray<string> Flags { get; init; } = [];

    /// <summary>What people have answered of <see cref="Reviews"/>: the same facts ask nobody again.</summary>
    public ImmutableArray<string> AnsweredFacts { get; init; } = [];

    /// <summary>How many answers people have given.</summary>
    public int ResolutionCount { get; init; }

    /// <summary>A person said that it is paid, where the processor cannot be told.</summary>
    public bool IsCredited { get; init; }

    /// <summary>
    /// What had come in all when a person said that neither side owes the other anything; null where nobody did.
    /// </summary>
    public decimal? NothingOwedOf { get; init; }

    [JsonIgnore]
    public bool IsNothingOwed => NothingOwedOf is not null;

    /// <summary>What a person said last of a review; saying it again is saying it once.</summary>
    public ReviewOutcome? LastResolved { get; init; }

    /// <summary>Somebody said that a read is due, and none has been made since.</summary>
    public DateTimeOffset? ReadDueAt { get; init; }

    /// <summary>When it was settled; null where it is not, or was by a version that did not keep it.</summary>
    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>Since it is settled: when the last round of reads began that succeeded.</summary>
    public DateTimeOffset? CheckedAt { get; init; }

    public WatchEnd WatchEnd { get; init; }

    /// <summary>Since when nothing personal of it is kept; null while it is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>What the case is to show; null in what was written before it was kept.</summary>
    public CaseFacts? Case { get; init; }

    /// <summary>Counts the changes of <see cref="Case"/>.</summary>
    public long CaseRevision { get; init; }
    public DateTimeOffset CaseChangedAt { get; init; }

    /// <summary>How far each sink has been told; of one that is not in it, nothing.</summary>
    public ImmutableArray<CaseCursor> CaseCursors { get; init; } = [];

    /// <summary>Claim links that somebody asked us to send, oldest first.</summary>
    public ImmutableArray<ClaimLinkSend> ClaimLinkSends { get; init; } = [];

    /// <summary>Where the current attempt stands with the processor.</summary>
    [JsonIgnore]
    public InvoiceAttempt Current => Attempts[^1];

    /// <summary>The processor accounts that have an attempt, each once.</summary>
    [JsonIgnore]
    public IEnumerable<string> Accounts => Attempts.Select(attempt => attempt.Account).Distinct();

    /// <summary>The newest attempt that has an invoice.</summary>
    [JsonIgnore]
    public InvoiceAttempt? LastOpened => Attempts.LastOrDefault(attempt => attempt.Invoice is not null);

    /// <summary>We owe an invoice and have none for the current attempt.</summary>
    [JsonIgnore]
    public bool OwesInvoice => IsWithoutInvoice && WatchEnd == WatchEnd.None && MayBePaid
        && Current.Rest is null or { IsOutage: true };

    /// <summary>
    /// There are invoices to read, or could be some to find. Of an order that waits for its first one its creation sees
    /// to that.
    /// </summary>
    [JsonIgnore]
    public bool IsReadable => LastOpened is not null || !OwesInvoice;

    /// <summary>Somebody is to pay it still, for all that was said.</summary>
    [JsonIgnore]
    public bool MayBePaid =>
        CancelAskedAt is null && !IsNothingOwed && Status != PaymentIntentStatus.Settled;

    /// <summary>No further invoice is asked for: there have been as many as there may be.</summary>
    [JsonIgnore]
    public bool IsOutOfAttempts => Attempts.Length >= RowBounds.AttemptsMax;

    /// <summary>The current attempt has no invoice, and the processor has not refused to make it.</summary>
    [JsonIgnore]
    public bool IsWithoutInvoice => Current is { Invoice: null, RefusalCode: "" };

    /// <summary>A cancel was asked for, and it is not known yet that nothing came and nothing can.</summary>
    [JsonIgnore]
    public bool IsCancelPending => CancelAskedAt is not null && Status != PaymentIntentStatus.Cancelled;

    public bool Has(PaymentIntentQualifiers qualifier) => (Qualifiers & qualifier) != 0;

    public IntentRefund? RefundOf(string refundId) => Refunds.FirstOrDefault(refund => refund.RefundId == refundId);

    /// <summary>Null where this sink was never told of it, and nobody tried.</summary>
    public CaseCursor? CursorOf(string sink, string about) =>
        CaseCursors.FirstOrDefault(cursor => cursor.Sink == sink && cursor.About == about);

    public ClaimLinkSend? ClaimLinkSendOf(string sendId) =>
        ClaimLinkSends.FirstOrDefault(send => send.SendId == sendId);

    /// <summary>The attempt that has this invoice; null where none of ours does.</summary>
    public InvoiceAttempt? AttemptOf(InvoiceKey invoice) =>
        Attempts.FirstOrDefault(attempt => attempt.InvoiceKey == invoice);

    /// <summary>The attempt whose invoice the refund's money came by.</summary>
    public InvoiceAttempt AttemptOf(IntentRefund refund) =>
        Attempts.Single(attempt => attempt.AttemptId == refund.AttemptId);

    /// <summary>What the processor is asked for where this refund's money is to go back.</summary>
    public RefundRequest RequestOf(IntentRefund refund) => new()
    {
        InvoiceId = AttemptOf(refund).Invoice!.InvoiceId,
        RefundId = refund.RefundId,
        Key = refund.Key,
        Amount = refund.Amount,
        CryptoCode = CryptoCode,
    };
}

/// <summary>How the watch over an intent ended. Stored: never change a number or a name.</summary>
public enum WatchEnd
{
    /// <summary>It has not ended, or a new invoice began another.</summary>
    None = 0,

    /// <summary>The last read succeeded and showed no money.</summary>
    NoMoney = 1,

    /// <summary>There is money, and it is not settled.</summary>
    Money = 2,

    /// <summary>The last read did not succeed, so nothing is known.</summary>
    Blind = 3,

    /// <summary>It waited for a human as long as we look; nobody reads it any more unless woken.</summary>
    GivenUp = 4,
}
