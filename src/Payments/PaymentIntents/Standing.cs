using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.PaymentIntents;

using Qualifier = PaymentIntentQualifiers;

/// <summary>
/// Where an intent stands, worked out from what its invoices and refunds showed last. Nothing is remembered but
/// Settled, DoubleSpent and Refunded.
/// </summary>
public static class Standing
{
    internal static PaymentIntent Restood(PaymentIntent intent, DateTimeOffset at)
    {
        var status = StatusOf(intent);
        var stood = intent with { Status = status };
        if (status == PaymentIntentStatus.Settled && intent.Status != status)
            stood = stood with { CheckedAt = at, SettledAt = at };
        stood = stood with { Qualifiers = QualifiersOf(stood) };
        return (status, stood.Qualifiers) == (intent.Status, intent.Qualifiers) ? stood : Changed(stood, at);
    }

    internal static PaymentIntent Changed(PaymentIntent intent, DateTimeOffset at) =>
        intent with { ChangedAt = at, IsSlowed = false };

    private static PaymentIntentStatus StatusOf(PaymentIntent intent)
    {
        if (intent.Status == PaymentIntentStatus.Settled || intent.IsCredited || IsCovered(intent))
            return PaymentIntentStatus.Settled;
        if (Shows(intent, InvoiceStatus.Confirming)) return PaymentIntentStatus.Confirming;
        if (Cancellation.IsKnown(intent)) return PaymentIntentStatus.Cancelled;
        if (Shows(intent, InvoiceStatus.Open)) return PaymentIntentStatus.AwaitingPayment;
        if (intent.IsWithoutInvoice) return PaymentIntentStatus.Requested;
        // Of several the newest that holds money tells, as it is what the customer asks after.
        var telling = intent.Attempts.LastOrDefault(attempt => Sums.HasMoney(intent, attempt)) ?? intent.LastOpened;
        return telling?.Status switch
        {
            // Settled here means: one of several invoices, and together they do not cover the price.
            InvoiceStatus.Expired or InvoiceStatus.Settled => PaymentIntentStatus.Expired,
            _ => PaymentIntentStatus.Invalid,
        };
    }

    private static Qualifier QualifiersOf(PaymentIntent intent)
    {
        var kept = Sums.AmountKept(intent);
        var isLate = intent.Attempts.Any(attempt => Reviews.IsLate(intent, attempt));
        var canTopUp = intent.Status is PaymentIntentStatus.AwaitingPayment or PaymentIntentStatus.Expired;

        var now = intent.Qualifiers & (Qualifier.DoubleSpent | Qualifier.Refunded);
        if (isLate) now |= Qualifier.PaidLate;
        var isShort = Sums.Rounded(intent, intent.Price.Amount - kept) > 0 || Says(intent, InvoiceQualifiers.Underpaid);
        if (canTopUp && kept > 0 && isShort && !isLate) now |= Qualifier.Underpaid;
        if (Says(intent, InvoiceQualifiers.Overpaid) || Sums.Excess(intent) > 0) now |= Qualifier.Overpaid;
        if (Sums.AmountRefunded(intent) > 0) now |= Qualifier.Refunded;
        if (intent.IsCredited || intent.Attempts.Any(IsMarkedByOthers)) now |= Qualifier.Manual;
        if (!Reviews.Stopping(intent).IsEmpty) now |= Qualifier.Review;
        return now;
    }

    /// <summary>
    /// The processor called an invoice settled, and the settled ones, with confirmed part payments of expired ones,
    /// cover the price.
    /// </summary>
    private static bool IsCovered(PaymentIntent intent)
    {
        var covered = intent.Attempts.Sum(attempt => (attempt.Status, attempt.Invoice) switch
        {
            (InvoiceStatus.Settled, { } invoice) =>
                Math.Max(attempt.Price.Amount, invoice.AmountPaid) - Sums.AmountTaken(intent, attempt),
            (InvoiceStatus.Expired, { IsPaymentConfirmed: true } invoice)
                when (invoice.Qualifiers & InvoiceQualifiers.PaidLate) == 0 =>
                    invoice.AmountPaid - Sums.AmountTaken(intent, attempt),
            _ => 0,
        });
        return Shows(intent, InvoiceStatus.Settled) && Sums.Rounded(intent, intent.Price.Amount - covered) <= 0;
    }

    private static bool IsMarkedByOthers(InvoiceAttempt attempt) =>
        attempt.Invoice is { } invoice && (invoice.Qualifiers & InvoiceQualifiers.Manual) != 0
        && !(attempt.IsWithdrawn && invoice.Status == InvoiceStatus.Invalid);

    private static bool Shows(PaymentIntent intent, InvoiceStatus status) =>
        intent.Attempts.Any(attempt => attempt.Status == status);

    private static bool Says(PaymentIntent intent, InvoiceQualifiers qualifier) =>
        intent.Attempts.Any(attempt => attempt.Invoice is { } invoice && (invoice.Qualifiers & qualifier) != 0);
}
