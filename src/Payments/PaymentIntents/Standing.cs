using System.Diagnostics;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.PaymentIntents;

using Qualifier = PaymentIntentQualifiers;

/// <summary>
/// Works out an intent's status and qualifiers from what its invoices and refunds showed last. What it had before does
/// not count, with these exceptions: the status Settled stays, and so do the qualifiers DoubleSpent and Refunded.
/// </summary>
public static class Standing
{
    internal static PaymentIntent Recomputed(PaymentIntent intent, DateTimeOffset at)
    {
        var status = StatusOf(intent);
        var next = intent with { Status = status };
        if (status == PaymentIntentStatus.Settled && intent.Status != status)
            next = next with { CheckedAt = at, SettledAt = at };
        next = next with { Qualifiers = QualifiersOf(next) };
        return (status, next.Qualifiers) == (intent.Status, intent.Qualifiers) ? next : Changed(next, at);
    }

    internal static PaymentIntent Changed(PaymentIntent intent, DateTimeOffset at) =>
        intent with { ChangedAt = at, IsSlowed = false };

    private static PaymentIntentStatus StatusOf(PaymentIntent intent)
    {
        if (intent.Status == PaymentIntentStatus.Settled || intent.IsCredited || IsCovered(intent))
            return PaymentIntentStatus.Settled;
        if (Shows(intent, InvoiceStatus.Confirming)) return PaymentIntentStatus.Confirming;
        if (Cancellation.IsKnown(intent)) return PaymentIntentStatus.Cancelled;
        // Of a status that nobody knows it cannot be told that the customer need not pay.
        if (Shows(intent, InvoiceStatus.Open) || Shows(intent, InvoiceStatus.Unrecognized))
            return PaymentIntentStatus.AwaitingPayment;
        if (intent.IsWithoutInvoice) return PaymentIntentStatus.Requested;
        // Of several the newest that holds money tells, as it is what the customer asks after.
        var telling = intent.Attempts.LastOrDefault(attempt => Sums.HasMoney(intent, attempt)) ?? intent.LastOpened;
        return telling?.Status switch
        {
            // Settled here means: one of several invoices, and together they do not cover the price.
            InvoiceStatus.Expired or InvoiceStatus.Settled => PaymentIntentStatus.Expired,
            // Refused by the processor, or worthless there.
            null or InvoiceStatus.Invalid => PaymentIntentStatus.Invalid,
            InvoiceStatus.Open or InvoiceStatus.Confirming or InvoiceStatus.Unrecognized or _ =>
                throw new UnreachableException($"{telling.Status} of an invoice does not get here."),
        };
    }

    private static Qualifier QualifiersOf(PaymentIntent intent)
    {
        var counted = Sums.AmountCounted(intent);
        var isLate = intent.Attempts.Any(attempt => Reviews.IsLate(intent, attempt));
        var canTopUp = intent.Status is PaymentIntentStatus.AwaitingPayment or PaymentIntentStatus.Expired;

        var qualifiers = intent.Qualifiers & (Qualifier.DoubleSpent | Qualifier.Refunded);
        if (isLate) qualifiers |= Qualifier.PaidLate;
        var isShort = Sums.Rounded(intent, intent.Price.Amount - counted) > 0
            || Says(intent, InvoiceQualifiers.Underpaid);
        if (canTopUp && counted > 0 && isShort && !isLate) qualifiers |= Qualifier.Underpaid;
        if (Says(intent, InvoiceQualifiers.Overpaid) || Sums.Excess(intent) > 0) qualifiers |= Qualifier.Overpaid;
        if (Sums.AmountRefunded(intent) > 0) qualifiers |= Qualifier.Refunded;
        if (intent.IsCredited || intent.Attempts.Any(IsMarkedByOthers)) qualifiers |= Qualifier.Manual;
        if (!Reviews.Stopping(intent).IsEmpty) qualifiers |= Qualifier.Review;
        return qualifiers;
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
                Math.Max(attempt.Price.Amount, invoice.AmountPaid) - Sums.AmountOutOrPromised(intent, attempt),
            (InvoiceStatus.Expired, { IsPaymentConfirmed: true } invoice)
                when (invoice.Qualifiers & InvoiceQualifiers.PaidLate) == 0 =>
                    invoice.AmountPaid - Sums.AmountOutOrPromised(intent, attempt),
            (InvoiceStatus.Expired or InvoiceStatus.Open or InvoiceStatus.Confirming or InvoiceStatus.Invalid
                or InvoiceStatus.Unrecognized or null, _) => 0,
            _ => throw new UnreachableException($"{attempt.Status} without an invoice."),
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
