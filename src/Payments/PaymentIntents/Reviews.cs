using System.Collections.Immutable;
using System.Diagnostics;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.PaymentIntents;

/// <summary>
/// Why a human must look. Each reason is a text that holds the facts it is about, worked out from the state: it ends
/// with them, and a person's answer to it holds for these facts and no others.
/// </summary>
public static class Reviews
{
    /// <summary>Unanswered reasons of which the whole order hangs.</summary>
    public static ImmutableArray<string> Stopping(PaymentIntent intent) => Unanswered(intent, OfOrder(intent));

    /// <summary>Unanswered reasons of either kind.</summary>
    public static ImmutableArray<string> Open(PaymentIntent intent) =>
        Unanswered(intent, [.. OfOrder(intent), .. Beside(intent)]);

    /// <summary>Unanswered reasons beside a status that says enough: too much was paid, or too late.</summary>
    public static bool HasOpenBeside(PaymentIntent intent) => !Unanswered(intent, Beside(intent)).IsEmpty;

    /// <summary>
    /// With one more. Where there is no room it takes the place of one that is answered, or else of the newest: an
    /// unanswered one is never hidden by an answered one, so that the order stays under review.
    /// </summary>
    internal static ImmutableArray<string> FlagsWith(PaymentIntent intent, string flag)
    {
        var flags = intent.Flags;
        if (IsKnown(intent, flag)) return flags;
        if (flags.Length < RowBounds.FlagsMax) return flags.Add(flag);
        var answered = flags.FirstOrDefault(intent.AnsweredFacts.Contains);
        return answered is null ? flags.SetItem(flags.Length - 1, flag) : flags.Remove(answered).Add(flag);
    }

    internal static bool IsKnown(PaymentIntent intent, string flag) =>
        intent.Flags.Contains(flag) || intent.AnsweredFacts.Contains(flag);

    private static IEnumerable<string> OfOrder(PaymentIntent intent)
    {
        foreach (var flag in intent.Flags) yield return flag;
        foreach (var attempt in intent.Attempts)
        {
            if (Sums.HoldsInvalid(intent, attempt)) yield return Fact(ReviewReasons.MoneyOnInvalid, attempt);
            if (attempt.StatusKept is not null) yield return Fact(ReviewReasons.VerdictDoubted, attempt);
            if (IsLate(intent, attempt) && intent.Status != PaymentIntentStatus.Expired && !IsSquare(intent))
                yield return Fact(ReviewReasons.PaidLate, attempt);
            if (attempt is { IsNonsenseLasting: true, NonsenseSince: { } since })
            {
                yield return $"{ReviewReasons.Nonsense}:{attempt.NonsenseReason}:{attempt.AttemptId}:"
                    + $"{since.ToUnixTimeMilliseconds()}";
            }

            if (attempt is { Invoice: null, Rest: { } rest } && intent.Current == attempt
                && intent is { CancelAskedAt: null, Status: not PaymentIntentStatus.Settled })
            {
                yield return $"{ReviewReasons.NotMade}:{rest.Reason}:{attempt.AttemptId}:"
                    + $"{rest.Since.ToUnixTimeMilliseconds()}";
            }
        }

        foreach (var refund in intent.Refunds.Where(refund => refund is { IsUnclear: true, IsOwed: true }))
            yield return $"{ReviewReasons.RefundUnclear}:{refund.RefundId}";
        if (intent is { IsOutOfAttempts: true, IsNothingOwed: false, Status: PaymentIntentStatus.Expired }
            && Sums.HasMoney(intent) && Sums.AmountMissing(intent) > 0)
        {
            yield return $"{ReviewReasons.OutOfInvoices}:{Text(Sums.AmountPaid(intent))}";
        }

        if (HasSeveralPaid(intent) && Sums.IsTooMuch(intent) && !IsSquare(intent)) yield return TooMuch(intent);
        if (Sums.AmountPaid(intent) is var paid && paid > intent.NothingOwedOf)
            yield return $"{ReviewReasons.PaidAfterNothingOwed}:{Text(paid)}";
        if (intent is { IsNothingOwed: false, Status: not PaymentIntentStatus.Settled } && OfWatch(intent) is { } watch)
            yield return watch;
    }

    private static IEnumerable<string> Beside(PaymentIntent intent)
    {
        if (IsSquare(intent)) yield break;
        if (intent.Status == PaymentIntentStatus.Settled)
        {
            if (!HasSeveralPaid(intent) && Sums.IsTooMuch(intent)) yield return TooMuch(intent);
            // Some say that it was too much, and count no more than the price.
            if (Sums.AmountPaid(intent) <= intent.Price.Amount
                && intent.Attempts.FirstOrDefault(attempt => SaysOverpaid(intent, attempt)) is { } attempt)
            {
                yield return Fact(ReviewReasons.OverpaidItSays, attempt);
            }
        }

        if (intent.Status != PaymentIntentStatus.Expired) yield break;
        foreach (var attempt in intent.Attempts.Where(attempt => IsLate(intent, attempt)))
            yield return Fact(ReviewReasons.PaidLate, attempt);
    }

    private static string? OfWatch(PaymentIntent intent) => intent.WatchEnd switch
    {
        WatchEnd.Money when Sums.HasMoney(intent) => OfRest(intent),
        // The watch ended without money that somebody had to see to; a refund that failed since brought it back.
        WatchEnd.NoMoney when intent.Refunds.Length > 0 && Sums.HasAvailable(intent) => OfRest(intent),
        WatchEnd.Blind => ReviewReasons.UnreadAtTheEnd,
        WatchEnd.GivenUp => ReviewReasons.GivenUp,
        WatchEnd.None or WatchEnd.NoMoney or WatchEnd.Money => null,
        _ => throw new UnreachableException($"No row for {intent.WatchEnd}."),
    };

    private static string OfRest(PaymentIntent intent) =>
        $"{ReviewReasons.UnsettledAtTheEnd}:{Text(Sums.AmountPaid(intent))}";

    /// <summary>It took money after its time, and has not given all of it back.</summary>
    internal static bool IsLate(PaymentIntent intent, InvoiceAttempt attempt) =>
        attempt.Invoice is { } invoice && (invoice.Qualifiers & InvoiceQualifiers.PaidLate) != 0
        && !Sums.IsGivenBack(intent, attempt);

    /// <summary>
    /// All that came, confirmed or not, had come when a person said that neither side owes the other anything.
    /// </summary>
    private static bool IsSquare(PaymentIntent intent) =>
        Sums.AmountPaid(intent) is > 0 and var paid && paid <= intent.NothingOwedOf;

    private static bool HasSeveralPaid(PaymentIntent intent) =>
        intent.Attempts.Count(attempt => attempt.Invoice?.AmountPaid > 0) > 1;

    private static bool SaysOverpaid(PaymentIntent intent, InvoiceAttempt attempt) =>
        Sums.HasMoney(intent, attempt) && (attempt.Invoice!.Qualifiers & InvoiceQualifiers.Overpaid) != 0;

    private static string TooMuch(PaymentIntent intent) => $"{ReviewReasons.Overpaid}:{Text(Sums.AmountPaid(intent))}";

    /// <summary>Of what came, and not of what is left of it: money that goes back is no new fact.</summary>
    private static string Fact(string reason, InvoiceAttempt attempt) =>
        $"{reason}:{attempt.Invoice?.InvoiceId}:{Text(attempt.Invoice?.AmountPaid ?? 0)}";

    private static string Text(decimal amount) => Money.ToWire(amount, 0);

    private static ImmutableArray<string> Unanswered(PaymentIntent intent, IEnumerable<string> facts) =>
        [.. facts.Where(fact => !intent.AnsweredFacts.Contains(fact))];
}
