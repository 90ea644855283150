using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.PaymentIntents;

/// <summary>One try to have an invoice made.</summary>
public sealed record InvoiceAttempt
{
    /// <summary>UUID v4, stored before the processor is called; the key of idempotency or of the look-up.</summary>
    public required string AttemptId { get; init; }
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The account it is made at. Changes only while no call of this attempt can have reached one.</summary>
    public required string Account { get; init; }
    public required Money Price { get; init; }

    /// <summary>Why the processor will not make it; "" otherwise.</summary>
    public string RefusalCode { get; init; } = "";

    /// <summary>Before it was refused a call had no clear end, so it may have been made all the same.</summary>
    public bool MayExist { get; init; }

    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>By how much its processor's clock was ahead of ours when it was made; negative for behind.</summary>
    public TimeSpan ClockAhead { get; init; }

    /// <summary>The invoice as last observed, with its times by our clock.</summary>
    public Invoice? Invoice { get; init; }

    /// <summary>Its creation failed for so long that a human must look; null where it did not.</summary>
    public CreationRest? Rest { get; init; }

    /// <summary>Whoever asked last to have it made; the start, unless it rested in between.</summary>
    public DateTimeOffset? ResumedAt { get; init; }

    /// <summary>It has no invoice, and a search told so when no create could be under way any more.</summary>
    public bool IsNeverMade { get; init; }

    /// <summary>
    /// Where it stood before the processor called it settled in contradiction to the amounts beside it; null where
    /// nothing contradicts.
    /// </summary>
    public InvoiceStatus? StatusKept { get; init; }

    /// <summary>Payments that counted and were gone at the last read; the next one tells what to make of it.</summary>
    public ImmutableArray<Payment> PaymentsGone { get; init; } = [];

    /// <summary>
    /// Payments that a read showed and the last one did not list at all, for people who look for them: double-spent, or
    /// replaced. The newest, at most <see cref="RowBounds.PaymentsMax"/>.
    /// </summary>
    public ImmutableArray<Payment> PaymentsVanished { get; init; } = [];

    /// <summary>The payments that the last change brought, and when.</summary>
    public ImmutableArray<Sensitive> PaymentsNew { get; init; } = [];
    public DateTimeOffset? PaymentsNewAt { get; init; }

    /// <summary>What people say they gave back of it by other ways than the processor, all in all.</summary>
    public decimal AmountReturned { get; init; }

    /// <summary>Since when the processor's answers about it have made no sense; null while they do.</summary>
    public DateTimeOffset? NonsenseSince { get; init; }
    public string NonsenseReason { get; init; } = "";

    /// <summary>It has lasted for so long that a human must look.</summary>
    public bool IsNonsenseLasting { get; init; }

    /// <summary>
    /// We asked the processor to make it unpayable, so that it being marked by hand is our own doing.
    /// </summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>We have no invoice of it, and a call of ours may lead to one still.</summary>
    [JsonIgnore]
    public bool MayBeMade => !IsNeverMade && Invoice is null && (RefusalCode == "" || MayExist);

    /// <summary>Where its invoice stands for us; null where it has none.</summary>
    [JsonIgnore]
    public InvoiceStatus? Status => StatusKept ?? Invoice?.Status;

    [JsonIgnore]
    public InvoiceKey? InvoiceKey => Invoice is null ? null : new InvoiceKey(Account, Invoice.InvoiceId);
}

/// <summary>No invoice is asked for any more, until somebody asks again.</summary>
/// <param name="Reason">One word for what went wrong last.</param>
/// <param name="IsOutage">The account gave no answer at all; it is asked for again once it gives one.</param>
public sealed record CreationRest(DateTimeOffset Since, string Reason, bool IsOutage)
{
    /// <summary>The reason where an operator has paused the account.</summary>
    public const string Paused = ErrorCodes.AccountPaused;
}

/// <summary>An invoice among all accounts: each processor has IDs of its own.</summary>
public sealed record InvoiceKey(string Account, string InvoiceId);
