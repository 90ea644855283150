using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.PaymentIntents;

using Qualifier = PaymentIntentQualifiers;

/// <summary>
/// Where an intent stands, worked out from what its invoices and refunds showed last. Sums are exact; nothing is remembered
/// but Settled, DoubleSpent and Refunded, and that a contradiction was flagged: a review for any other reason ends with it.
/// </summary>
public static class Standing
{
    /// <summary>
    /// Money seen that counts toward the price, confirmed or not. An invoice that the processor calls invalid has none,
    /// whatever it lists.
    /// </summary>
    public static decimal AmountPaid(PaymentIntent intent) => intent.Attempts.Sum(attempt =>
        attempt.Invoice is { Status: not InvoiceStatus.Invalid } invoice ? invoice.AmountPaid : 0);

    /// <summary>What has gone back to the customer, by the processors' word.</summary>
    public static decimal AmountRefunded(PaymentIntent intent) => intent.Attempts.Sum(attempt => AmountOut(intent, attempt));

    /// <summary>What a next invoice would ask for; 0 or more, in whole smallest units of the currency.</summary>
    public static decimal AmountDue(PaymentIntent intent) => intent.Status == PaymentIntentStatus.Settled
        ? 0
        : Math.Max(0, Rounded(intent, intent.Price.Amount - AmountKept(intent)));

    /// <summary>
    /// The processor showed money at some time that has not gone again or been given back, whatever it is worth.
    /// </summary>
    public static bool HasMoney(PaymentIntent intent) => intent.Attempts.Any(attempt => HasMoney(intent, attempt));

    /// <summary>All money that came has gone back.</summary>
    public static bool IsGivenBack(PaymentIntent intent) => intent.Has(Qualifier.Refunded) && !HasMoney(intent);

    /// <summary>What counts and is not out, beyond the price; below 0 where something is missing.</summary>
    internal static decimal Excess(PaymentIntent intent) =>
        Rounded(intent, CountedSum(intent, AmountOut) - intent.Price.Amount);

    /// <summary>There is money that is neither given back nor promised.</summary>
    internal static bool HasRest(PaymentIntent intent) => intent.Attempts.Any(attempt =>
        HasMoney(intent, attempt) && (AmountTaken(intent, attempt) == 0 || AmountRest(intent, attempt) > 0));

    /// <summary>
    /// Of one attempt's money what is neither given back nor promised, in whole smallest units of the currency: nobody can be
    /// given less than one.
    /// </summary>
    internal static decimal AmountRest(PaymentIntent intent, InvoiceAttempt attempt) =>
        Left(intent, attempt, AmountTaken(intent, attempt));

    /// <summary>What counts toward the price: paid, and neither given back nor promised.</summary>
    private static decimal AmountKept(PaymentIntent intent) => CountedSum(intent, AmountTaken);

    private static decimal CountedSum(PaymentIntent intent, Func<PaymentIntent, InvoiceAttempt, decimal> gone) =>
        intent.Attempts.Where(attempt => attempt.Invoice is { Status: not InvoiceStatus.Invalid })
            .Sum(attempt => gone(intent, attempt) is > 0 and var amount
                ? Left(intent, attempt, amount)
                : attempt.Invoice!.AmountPaid);

    private static bool HasMoney(PaymentIntent intent, InvoiceAttempt attempt) =>
        attempt.Invoice?.AmountPaid > 0
        && (AmountOut(intent, attempt) is 0 || Left(intent, attempt, AmountOut(intent, attempt)) > 0);

    private static decimal Left(PaymentIntent intent, InvoiceAttempt attempt, decimal gone) => Math.Max(0, Math.Round(
        (attempt.Invoice?.AmountPaid ?? 0) - gone, DecimalsOf(intent), MidpointRounding.ToZero));

    /// <summary>Of one attempt's money what is out, and what was promised and may still go out.</summary>
    private static decimal AmountTaken(PaymentIntent intent, InvoiceAttempt attempt) =>
        AmountOut(intent, attempt)
        + RefundsOf(intent, attempt).Where(refund => refund.IsOpen).Sum(refund => refund.Amount.Amount - refund.AmountOut);

    /// <summary>The invoice's own word covers our refunds too, and those that others made.</summary>
    private static decimal AmountOut(PaymentIntent intent, InvoiceAttempt attempt) =>
        Math.Max(attempt.Invoice?.AmountRefunded ?? 0, RefundsOf(intent, attempt).Sum(refund => refund.AmountOut));

    private static IEnumerable<IntentRefund> RefundsOf(PaymentIntent intent, InvoiceAttempt attempt) =>
        intent.Refunds.Where(refund => refund.AttemptId == attempt.AttemptId);

    internal static PaymentIntent Restood(PaymentIntent intent, DateTimeOffset at)
    {
        var status = StatusOf(intent);
        var qualifiers = QualifiersOf(intent, status);
        var stood = intent with { Status = status, Qualifiers = qualifiers };
        return (status, qualifiers) == (intent.Status, intent.Qualifiers) ? stood : Changed(stood, at);
    }

    internal static PaymentIntent Changed(PaymentIntent intent, DateTimeOffset at) =>
        intent with { ChangedAt = at, IsSlowed = false };

    private static PaymentIntentStatus StatusOf(PaymentIntent intent)
    {
        if (intent.Status == PaymentIntentStatus.Settled || IsCovered(intent)) return PaymentIntentStatus.Settled;
        if (Shows(intent, InvoiceStatus.Confirming)) return PaymentIntentStatus.Confirming;
        if (intent.IsCancelled && !HasMoney(intent)) return PaymentIntentStatus.Cancelled;
        if (Shows(intent, InvoiceStatus.Open)) return PaymentIntentStatus.AwaitingPayment;
        if (intent.IsWithoutInvoice) return PaymentIntentStatus.Requested;
        return intent.LastOpened?.Invoice!.Status switch
        {
            // Settled here means: one of several invoices, and together they do not cover the price.
            InvoiceStatus.Expired or InvoiceStatus.Settled => PaymentIntentStatus.Expired,
            _ => PaymentIntentStatus.Invalid,
        };
    }

    private static Qualifier QualifiersOf(PaymentIntent intent, PaymentIntentStatus status)
    {
        var kept = AmountKept(intent);
        var excess = Rounded(intent, kept - intent.Price.Amount) > 0;
        var isLate = Says(intent, InvoiceQualifiers.PaidLate);
        var canTopUp = status is PaymentIntentStatus.AwaitingPayment or PaymentIntentStatus.Expired;

        var now = intent.Qualifiers & (Qualifier.DoubleSpent | Qualifier.Refunded);
        if (isLate) now |= Qualifier.PaidLate;
        var isShort = Rounded(intent, intent.Price.Amount - kept) > 0 || Says(intent, InvoiceQualifiers.Underpaid);
        if (canTopUp && kept > 0 && isShort && !isLate) now |= Qualifier.Underpaid;
        if (Says(intent, InvoiceQualifiers.Overpaid) || excess) now |= Qualifier.Overpaid;
        if (AmountRefunded(intent) > 0) now |= Qualifier.Refunded;
        if (intent.Attempts.Any(IsMarkedByOthers)) now |= Qualifier.Manual;
        if (intent.IsFlagged || NeedsReview(intent, status, excess, isLate)) now |= Qualifier.Review;
        return now;
    }

    private static bool NeedsReview(PaymentIntent intent, PaymentIntentStatus status, bool excess, bool isLate)
    {
        var hasSeveralPaid = intent.Attempts.Count(attempt => attempt.Invoice?.AmountPaid > 0) > 1;
        return (excess && hasSeveralPaid)
            || (intent.IsCancelled && HasMoney(intent))
            || (isLate && status != PaymentIntentStatus.Expired)
            // The watch ended without money that somebody had to see to; a refund that failed since brought it back.
            || (intent.WatchEnd == WatchEnd.NoMoney && intent.Refunds.Length > 0 && HasRest(intent))
            || (intent.WatchEnd == WatchEnd.Money && HasMoney(intent))
            || intent.WatchEnd == WatchEnd.GivenUp;
    }

    /// <summary>
    /// The processor called an invoice settled, and the settled ones, with confirmed part payments of expired ones,
    /// cover the price.
    /// </summary>
    private static bool IsCovered(PaymentIntent intent)
    {
        var covered = intent.Attempts.Sum(attempt => attempt.Invoice switch
        {
            { Status: InvoiceStatus.Settled } invoice =>
                Math.Max(attempt.Price.Amount, invoice.AmountPaid) - AmountTaken(intent, attempt),
            { Status: InvoiceStatus.Expired, IsPaymentConfirmed: true } invoice
                when (invoice.Qualifiers & InvoiceQualifiers.PaidLate) == 0 =>
                    invoice.AmountPaid - AmountTaken(intent, attempt),
            _ => 0,
        });
        return Shows(intent, InvoiceStatus.Settled) && Rounded(intent, intent.Price.Amount - covered) <= 0;
    }

    private static bool IsMarkedByOthers(InvoiceAttempt attempt) =>
        attempt.Invoice is { } invoice && (invoice.Qualifiers & InvoiceQualifiers.Manual) != 0
        && !(attempt.IsWithdrawn && invoice.Status == InvoiceStatus.Invalid);

    private static bool Shows(PaymentIntent intent, InvoiceStatus status) =>
        intent.Attempts.Any(attempt => attempt.Invoice?.Status == status);

    private static bool Says(PaymentIntent intent, InvoiceQualifiers qualifier) =>
        intent.Attempts.Any(attempt => attempt.Invoice is { } invoice && (invoice.Qualifiers & qualifier) != 0);

    private static decimal Rounded(PaymentIntent intent, decimal amount) =>
        Math.Round(amount, DecimalsOf(intent), MidpointRounding.AwayFromZero);

    private static int DecimalsOf(PaymentIntent intent) => IsoCurrency.DecimalsOf(intent.Price.Currency) ?? 8;
}
