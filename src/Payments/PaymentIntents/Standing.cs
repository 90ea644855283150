using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.PaymentIntents;

using Qualifier = PaymentIntentQualifiers;

/// <summary>
/// Where an intent stands, worked out from what its invoices showed last. Sums are exact; nothing is remembered but
/// Settled, DoubleSpent and Review.
/// </summary>
public static class Standing
{
    /// <summary>
    /// Money seen that counts toward the price, confirmed or not. An invoice that the processor calls invalid has none,
    /// whatever it lists.
    /// </summary>
    public static decimal AmountPaid(PaymentIntent intent) => intent.Attempts.Sum(attempt =>
        attempt.Invoice is { Status: not InvoiceStatus.Invalid } invoice ? invoice.AmountPaid : 0);

    /// <summary>What a next invoice would ask for; 0 or more, in whole smallest units of the currency.</summary>
    public static decimal AmountDue(PaymentIntent intent) => intent.Status == PaymentIntentStatus.Settled
        ? 0
        : Math.Max(0, Rounded(intent, intent.Price.Amount - AmountPaid(intent)));

    /// <summary>The processor showed money at some time that has not gone again, whatever it is worth.</summary>
    public static bool HasMoney(PaymentIntent intent) => intent.Attempts.Any(attempt => attempt.Invoice?.AmountPaid > 0);

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
        var paid = AmountPaid(intent);
        var excess = Rounded(intent, paid - intent.Price.Amount) > 0;
        var isLate = Says(intent, InvoiceQualifiers.PaidLate);
        var canTopUp = status is PaymentIntentStatus.AwaitingPayment or PaymentIntentStatus.Expired;

        var now = intent.Qualifiers & (Qualifier.DoubleSpent | Qualifier.Refunded | Qualifier.Review);
        if (isLate) now |= Qualifier.PaidLate;
        var isShort = Rounded(intent, intent.Price.Amount - paid) > 0 || Says(intent, InvoiceQualifiers.Underpaid);
        if (canTopUp && paid > 0 && isShort && !isLate) now |= Qualifier.Underpaid;
        if (Says(intent, InvoiceQualifiers.Overpaid) || excess) now |= Qualifier.Overpaid;
        if (intent.Attempts.Any(IsMarkedByOthers)) now |= Qualifier.Manual;
        if (NeedsReview(intent, status, excess, isLate)) now |= Qualifier.Review;
        return now;
    }

    private static bool NeedsReview(PaymentIntent intent, PaymentIntentStatus status, bool excess, bool isLate)
    {
        var hasSeveralPaid = intent.Attempts.Count(attempt => attempt.Invoice?.AmountPaid > 0) > 1;
        return (excess && hasSeveralPaid)
            || (intent.IsCancelled && HasMoney(intent))
            || (isLate && status != PaymentIntentStatus.Expired)
            || intent.WatchEnd is WatchEnd.Money or WatchEnd.GivenUp;
    }

    /// <summary>
    /// The processor called an invoice settled, and the settled ones, with confirmed part payments of expired ones,
    /// cover the price.
    /// </summary>
    private static bool IsCovered(PaymentIntent intent)
    {
        var covered = intent.Attempts.Sum(attempt => attempt.Invoice switch
        {
            { Status: InvoiceStatus.Settled } invoice => Math.Max(attempt.Price.Amount, invoice.AmountPaid),
            { Status: InvoiceStatus.Expired, IsPaymentConfirmed: true } invoice
                when (invoice.Qualifiers & InvoiceQualifiers.PaidLate) == 0 => invoice.AmountPaid,
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
        Math.Round(amount, IsoCurrency.DecimalsOf(intent.Price.Currency) ?? 8, MidpointRounding.AwayFromZero);
}
