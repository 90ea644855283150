using System.Collections.Immutable;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Deciding;

/// <summary>
/// What a search for the order's invoices means: an attempt without an invoice takes its own; whatever else is there,
/// left behind by a crash or made by a twin, is made unpayable or, where there is money, shown to a human.
/// </summary>
public static class LookUp
{
    public static Decision Decide(PaymentIntent intent, Command.RecordLookUp c, PollingPolicy policy)
    {
        var events = ImmutableArray.CreateBuilder<Event>();
        foreach (var invoice in c.Invoices.OrderBy(i => i.CreatedAt).ThenBy(i => i.InvoiceId, StringComparer.Ordinal))
        {
            var key = new InvoiceKey(c.Account, invoice.InvoiceId);
            if (intent.AttemptOf(key) is not null) continue;
            var happened = OwnAttempt(intent, key, invoice) is { } own
                ? Opened(intent, own, invoice, isAnswer: false, c.At, policy)
                : StrayEvents(intent, key, invoice, c.At);
            intent = happened.Aggregate(intent, Evolver.Evolve);
            events.AddRange(happened);
        }

        events.AddRange(Cancelling.Unmade(intent, c, policy));
        return new Decision.Accepted(events.ToImmutable());
    }

    /// <summary>
    /// For how long a search may still show an invoice of this attempt that a call without a clear end has led to.
    /// </summary>
    /// <param name="sentAt">The last such call; null where this activation knows of none.</param>
    public static DateTimeOffset StraysUntil(InvoiceAttempt attempt, DateTimeOffset? sentAt, PollingPolicy policy)
    {
        var lastSentAt = attempt.OpenedAt ?? attempt.ResumedAt ?? attempt.StartedAt;
        return (sentAt > lastSentAt ? sentAt.Value : lastSentAt) + policy.CreateMax;
    }

    /// <param name="isAnswer">The create was answered just now; else a search found it.</param>
    public static ImmutableArray<Event> Opened(
        PaymentIntent intent, InvoiceAttempt attempt, Invoice invoice, bool isAnswer, DateTimeOffset at,
        PollingPolicy policy)
    {
        var ahead = ProcessorTimes.AheadOf(attempt, invoice, isAnswer, at, policy);
        var opened = new Event.InvoiceOpened(
            attempt.AttemptId, KeptPayments.Of(ProcessorTimes.Ours(invoice, attempt, ahead, policy)), ahead, at);
        if (Observation.IsDoubtful(intent, attempt, invoice))
            return [new Event.VerdictDoubted(attempt.AttemptId, at), opened];
        return invoice.Status == InvoiceStatus.Unrecognized
            ? [opened, new Event.NonsenseBegan(attempt.AttemptId, AnswerCodes.UnrecognizedStatus, at)]
            : [opened];
    }

    public static Decision Stray(PaymentIntent intent, InvoiceKey key, Invoice invoice, DateTimeOffset at) =>
        new Decision.Accepted(StrayEvents(intent, key, invoice, at));

    /// <summary>
    /// Only our own attempt with equal money is adopted, and not one that somebody has made worthless.
    /// </summary>
    private static InvoiceAttempt? OwnAttempt(PaymentIntent intent, InvoiceKey key, Invoice invoice) =>
        invoice.Status is InvoiceStatus.Invalid or InvoiceStatus.Unrecognized && invoice.AmountPaid == 0
            ? null
            : intent.Attempts.FirstOrDefault(attempt =>
                attempt is { Invoice: null, RefusalCode: "" } && attempt.Account == key.Account
                && attempt.AttemptId == invoice.AttemptId && Observation.IsOf(intent, attempt, invoice));

    private static ImmutableArray<Event> StrayEvents(
        PaymentIntent intent, InvoiceKey key, Invoice invoice, DateTimeOffset at)
    {
        var isKnown = intent.Strays.Contains(key);
        var hasMoney = invoice.AmountPaid > 0 || invoice.Status is InvoiceStatus.Confirming or InvoiceStatus.Settled;
        var events = ImmutableArray.CreateBuilder<Event>();
        // Beyond what is kept it can neither be withdrawn nor told from others: a human looks at the account.
        var isTooMany = !isKnown && intent.Strays.Length >= RowBounds.StraysMax;
        if (isTooMany && !Reviews.IsKnown(intent, ReviewReasons.TooManyStrays))
            events.Add(new Event.ReviewFlagged(ReviewReasons.TooManyStrays, at));
        if (!isKnown && !isTooMany) events.Add(new Event.StrayFound(key, at));
        var flag = $"{ReviewReasons.StrayPaid}:{key.InvoiceId}:{Money.ToWire(invoice.AmountPaid, 0)}";
        if (hasMoney && !Reviews.IsKnown(intent, flag)) events.Add(new Event.ReviewFlagged(flag, at));
        var isPayable = invoice.Status is InvoiceStatus.Open or InvoiceStatus.Unrecognized && !hasMoney;
        if (isPayable && !isKnown && !isTooMany) events.Add(new Event.InvoiceWithdrawn(key, at));
        return events.ToImmutable();
    }
}
