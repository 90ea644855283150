using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.PaymentIntents;

using Qualifier = PaymentIntentQualifiers;

/// <summary>
/// Where an intent stands, worked out from what its invoices and refunds showed last. Nothing is remembered but
/// Settled, DoubleSpent and Refunded, and that a contradiction was flagged: a review for any other reason ends with it.
/// </summary>
public static class Standing
{
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
        if (intent.IsCancelled && !Sums.HasMoney(intent)) return PaymentIntentStatus.Cancelled;
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
        var kept = Sums.AmountKept(intent);
        var excess = Sums.Rounded(intent, kept - intent.Price.Amount) > 0;
        var isLate = intent.Attempts.Any(attempt => IsLate(intent, attempt));
        var canTopUp = status is PaymentIntentStatus.AwaitingPayment or PaymentIntentStatus.Expired;

        var now = intent.Qualifiers & (Qualifier.DoubleSpent | Qualifier.Refunded);
        if (isLate) now |= Qualifier.PaidLate;
        var isShort = Sums.Rounded(intent, intent.Price.Amount - kept) > 0 || Says(intent, InvoiceQualifiers.Underpaid);
        if (canTopUp && kept > 0 && isShort && !isLate) now |= Qualifier.Underpaid;
        if (Says(intent, InvoiceQualifiers.Overpaid) || excess) now |= Qualifier.Overpaid;
        if (Sums.AmountRefunded(intent) > 0) now |= Qualifier.Refunded;
        if (intent.Attempts.Any(IsMarkedByOthers)) now |= Qualifier.Manual;
        if (intent.IsFlagged || NeedsReview(intent, status, excess, isLate)) now |= Qualifier.Review;
        return now;
    }

    private static bool NeedsReview(PaymentIntent intent, PaymentIntentStatus status, bool excess, bool isLate)
    {
        var hasSeveralPaid = intent.Attempts.Count(attempt => attempt.Invoice?.AmountPaid > 0) > 1;
        return (excess && hasSeveralPaid)
            || (intent.IsCancelled && Sums.HasMoney(intent))
            || (isLate && status != PaymentIntentStatus.Expired)
            // The watch ended without money that somebody had to see to; a refund that failed since brought it back.
            || (intent.WatchEnd == WatchEnd.NoMoney && intent.Refunds.Length > 0 && Sums.HasRest(intent))
            || (intent.WatchEnd == WatchEnd.Money && Sums.HasMoney(intent))
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
                Math.Max(attempt.Price.Amount, invoice.AmountPaid) - Sums.AmountTaken(intent, attempt),
            { Status: InvoiceStatus.Expired, IsPaymentConfirmed: true } invoice
                when (invoice.Qualifiers & InvoiceQualifiers.PaidLate) == 0 =>
                    invoice.AmountPaid - Sums.AmountTaken(intent, attempt),
            _ => 0,
        });
        return Shows(intent, InvoiceStatus.Settled) && Sums.Rounded(intent, intent.Price.Amount - covered) <= 0;
    }

    /// <summary>It took money after its time, and has not given all of it back.</summary>
    private static bool IsLate(PaymentIntent intent, InvoiceAttempt attempt) =>
        attempt.Invoice is { } invoice && (invoice.Qualifiers & InvoiceQualifiers.PaidLate) != 0
        && !Sums.IsGivenBack(intent, attempt);

    private static bool IsMarkedByOthers(InvoiceAttempt attempt) =>
        attempt.Invoice is { } invoice && (invoice.Qualifiers & InvoiceQualifiers.Manual) != 0
        && !(attempt.IsWithdrawn && invoice.Status == InvoiceStatus.Invalid);

    private static bool Shows(PaymentIntent intent, InvoiceStatus status) =>
        intent.Attempts.Any(attempt => attempt.Invoice?.Status == status);

    private static bool Says(PaymentIntent intent, InvoiceQualifiers qualifier) =>
        intent.Attempts.Any(attempt => attempt.Invoice is { } invoice && (invoice.Qualifiers & qualifier) != 0);

}
