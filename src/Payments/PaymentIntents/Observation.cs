using System.Collections.Immutable;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.PaymentIntents;

/// <summary>
/// What a read of an invoice that we know means. The same again adds nothing; nonsense keeps the state.
/// </summary>
internal static class Observation
{
    public static Decision Decide(PaymentIntent intent, Command.Observe c, PollingPolicy policy)
    {
        var key = new InvoiceKey(c.Processor, c.Invoice.InvoiceId);
        if (intent.AttemptOf(key) is not { } attempt) return LookUp.Stray(intent, key, c.Invoice, c.At);
        if (c.Invoice.Status == InvoiceStatus.Unrecognized)
            return Nonsense(intent, new Command.RecordNonsense(attempt.AttemptId, "unrecognized_status", c.At), policy);
        if (!IsOf(intent, attempt, c.Invoice))
            return Nonsense(intent, new Command.RecordNonsense(attempt.AttemptId, "answer_mismatch", c.At), policy);

        var events = ImmutableArray.CreateBuilder<Event>();
        if (attempt.NonsenseSince is not null) events.Add(new Event.NonsenseEnded(attempt.AttemptId, c.At));
        var before = attempt.Invoice!;
        if (before == c.Invoice) return new Decision.Accepted(events.ToImmutable());

        events.Add(new Event.InvoiceObserved(attempt.AttemptId, c.Invoice, c.At));
        if (c.Invoice.AmountPaid < before.AmountPaid && !GivesPartBack(c.Invoice))
            events.Add(new Event.DoubleSpendSeen(c.Invoice.InvoiceId, c.At));
        if (before.Status == InvoiceStatus.Settled && c.Invoice.Status != InvoiceStatus.Settled)
            events.Add(new Event.ReviewFlagged("settled_contradicted", c.At));
        return new Decision.Accepted(events.ToImmutable());
    }

    /// <summary>
    /// An expired invoice that was part paid and counts nothing: its processor refunds the part by itself.
    /// </summary>
    private static bool GivesPartBack(Invoice invoice) =>
        invoice is { Status: InvoiceStatus.Expired, AmountPaid: 0 }
            && (invoice.Qualifiers & InvoiceQualifiers.Underpaid) != 0;

    public static Decision Nonsense(PaymentIntent intent, Command.RecordNonsense c, PollingPolicy policy)
    {
        if (intent.Attempts.FirstOrDefault(attempt => attempt.AttemptId == c.AttemptId) is not { } attempt)
            return Decision.Nothing;
        if (attempt.NonsenseSince is not { } since)
            return Decision.Happened(new Event.NonsenseBegan(attempt.AttemptId, c.Reason, c.At));
        return c.At - since >= policy.NonsenseWindow && !intent.IsFlagged
            ? Decision.Happened(new Event.ReviewFlagged(c.Reason, c.At))
            : Decision.Nothing;
    }

    /// <summary>
    /// The invoice is this attempt's: same money, and nothing in it says that it belongs to another order or attempt.
    /// </summary>
    public static bool IsOf(PaymentIntent intent, InvoiceAttempt attempt, Invoice invoice) =>
        invoice.Price == attempt.Price
        && (invoice.Merchant == "" || invoice.Merchant == intent.Merchant)
        && (invoice.OrderId == "" || invoice.OrderId == intent.OrderId)
        && (invoice.AttemptId == "" || invoice.AttemptId == attempt.AttemptId);
}
