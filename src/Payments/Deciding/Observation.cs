using System.Collections.Immutable;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Deciding;

/// <summary>
/// What a read of an invoice that we know means. The same again adds nothing; nonsense keeps the state.
/// </summary>
internal static class Observation
{
    public static Decision Decide(PaymentIntent intent, Command.Observe c, PollingPolicy policy)
    {
        var (key, seen) = (new InvoiceKey(c.Account, c.Invoice.InvoiceId), c.Invoice);
        if (intent.AttemptOf(key) is not { } attempt) return LookUp.Stray(intent, key, seen, c.At);
        if (!IsOf(intent, attempt, seen))
            return Nonsense(intent, new Command.RecordNonsense(attempt.AttemptId, AnswerCodes.Mismatch, c.At));
        var all = ProcessorTimes.Ours(seen, attempt, attempt.ClockAhead, policy);
        seen = KeptPayments.Of(all);
        if (seen.Status == InvoiceStatus.Unrecognized) return Unrecognized(intent, attempt, seen, c.At);

        var events = ImmutableArray.CreateBuilder<Event>();
        if (attempt.NonsenseSince is not null) events.Add(new Event.NonsenseEnded(attempt.AttemptId, c.At));
        var before = attempt.Invoice!;
        if (before == seen && attempt.PaymentsGone.IsEmpty) return new Decision.Accepted(events.ToImmutable());

        // The doubt before what is doubted, and its end after what ends it: no state between them is settled by it.
        var isDoubtful = IsDoubtful(intent, attempt, seen);
        if (isDoubtful && attempt.StatusKept is null) events.Add(new Event.VerdictDoubted(attempt.AttemptId, c.At));
        if (before != seen) events.Add(new Event.InvoiceObserved(attempt.AttemptId, seen, c.At));
        if (!isDoubtful && attempt.StatusKept is not null)
            events.Add(new Event.VerdictDoubtEnded(attempt.AttemptId, c.At));

        events.AddRange(OfPayments(intent, attempt, all, c.At));
        if (attempt.Status == InvoiceStatus.Settled && seen.Status != InvoiceStatus.Settled)
        {
            events.Add(new Event.ReviewFlagged(
                $"{ReviewReasons.SettledContradicted}:{seen.InvoiceId}:{seen.StatusText}", c.At));
        }

        return new Decision.Accepted(events.ToImmutable());
    }

    /// <summary>What it means is not known, and the state is kept; but money is money.</summary>
    private static Decision Unrecognized(
        PaymentIntent intent, InvoiceAttempt attempt, Invoice seen, DateTimeOffset at)
    {
        var began = Nonsense(intent, new Command.RecordNonsense(attempt.AttemptId, AnswerCodes.UnrecognizedStatus, at));
        var kept = attempt.Invoice! with
        {
            AmountPaid = seen.AmountPaid,
            Payments = seen.Payments,
            OtherPayments = seen.OtherPayments,
        };
        return seen.AmountPaid > attempt.Invoice.AmountPaid && began is Decision.Accepted { Events: var events }
            ? new Decision.Accepted(events.Add(new Event.InvoiceObserved(attempt.AttemptId, kept, at)))
            : began;
    }

    public static Decision Nonsense(PaymentIntent intent, Command.RecordNonsense c) =>
        intent.Attempts.Any(attempt => attempt.AttemptId == c.AttemptId && attempt.NonsenseSince is null)
            ? Decision.Happened(new Event.NonsenseBegan(c.AttemptId, c.Reason, c.At))
            : Decision.Nothing;

    /// <summary>
    /// The invoice is this attempt's: same money, and nothing in it says that it belongs to another order or attempt.
    /// </summary>
    public static bool IsOf(PaymentIntent intent, InvoiceAttempt attempt, Invoice invoice) =>
        invoice.Price == attempt.Price
        && (invoice.Merchant == "" || invoice.Merchant == intent.Merchant)
        && (invoice.OrderId == "" || invoice.OrderId == intent.OrderId)
        && (invoice.AttemptId == "" || invoice.AttemptId == attempt.AttemptId);

    /// <summary>
    /// It is called settled though less than its price came, and no person set that. Asked when the verdict first
    /// appears: dust lowered the sum of a settled invoice on a real server.
    /// </summary>
    internal static bool IsDoubtful(PaymentIntent intent, InvoiceAttempt attempt, Invoice seen) =>
        seen.Status == InvoiceStatus.Settled && attempt.Status != InvoiceStatus.Settled
        && (seen.Qualifiers & InvoiceQualifiers.Manual) == 0 && Sums.IsTooLittle(intent, seen);

    private static IEnumerable<Event> OfPayments(
        PaymentIntent intent, InvoiceAttempt attempt, Invoice seen, DateTimeOffset at)
    {
        var finding = PaymentsGone.Of(attempt, seen, at);
        if (!finding.Gone.SequenceEqual(attempt.PaymentsGone))
            yield return new Event.PaymentsMissed(attempt.AttemptId, finding.Gone, at);
        if (!finding.IsDoubleSpent) yield break;
        yield return new Event.DoubleSpendSeen(seen.InvoiceId, at);
        if (intent.Status == PaymentIntentStatus.Settled)
        {
            yield return new Event.ReviewFlagged(
                $"{ReviewReasons.SettledPaymentGone}:{seen.InvoiceId}:{Money.ToWire(seen.AmountPaid, 0)}", at);
        }
    }
}
