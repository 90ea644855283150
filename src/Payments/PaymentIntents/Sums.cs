using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.PaymentIntents;

/// <summary>
/// The one place where an intent's money is added up: what came, what went back, what is promised, what is left. Exact,
/// and cut only where somebody is to be given it.
/// </summary>
public static class Sums
{
    /// <summary>
    /// Money seen that counts toward the price, confirmed or not. An invoice that the processor calls invalid has none,
    /// whatever it lists.
    /// </summary>
    public static decimal AmountPaid(PaymentIntent intent) => intent.Attempts.Sum(attempt =>
        attempt.Invoice is { Status: not InvoiceStatus.Invalid } invoice ? invoice.AmountPaid : 0);

    /// <summary>What has gone back to the customer, by the processors' word.</summary>
    public static decimal AmountRefunded(PaymentIntent intent) =>
        intent.Attempts.Sum(attempt => AmountOut(intent, attempt));

    /// <summary>What a next invoice would ask for; 0 or more, in whole smallest units of the currency.</summary>
    public static decimal AmountDue(PaymentIntent intent) => intent.Status == PaymentIntentStatus.Settled
        ? 0
        : Math.Max(0, Rounded(intent, intent.Price.Amount - AmountKept(intent)));

    /// <summary>
    /// The processor showed money at some time that has not gone again or been given back, whatever it is worth.
    /// </summary>
    public static bool HasMoney(PaymentIntent intent) => intent.Attempts.Any(attempt => HasMoney(intent, attempt));

    /// <summary>All money that came has gone back.</summary>
    public static bool IsGivenBack(PaymentIntent intent) =>
        intent.Has(PaymentIntentQualifiers.Refunded) && !HasMoney(intent);

    /// <summary>What counts and is not out, beyond the price; below 0 where something is missing.</summary>
    internal static decimal Excess(PaymentIntent intent) =>
        Rounded(intent, CountedSum(intent, AmountOut) - intent.Price.Amount);

    /// <summary>There is money that is neither given back nor promised.</summary>
    internal static bool HasRest(PaymentIntent intent) => intent.Attempts.Any(attempt =>
        HasMoney(intent, attempt) && (AmountTaken(intent, attempt) == 0 || AmountRest(intent, attempt) > 0));

    /// <summary>
    /// Of one attempt's money what is neither given back nor promised, in whole smallest units of the currency: nobody
    /// can be given less than one.
    /// </summary>
    internal static decimal AmountRest(PaymentIntent intent, InvoiceAttempt attempt) =>
        Left(intent, attempt, AmountTaken(intent, attempt));

    /// <summary>What counts toward the price: paid, and neither given back nor promised.</summary>
    internal static decimal AmountKept(PaymentIntent intent) => CountedSum(intent, AmountTaken);

    private static decimal CountedSum(PaymentIntent intent, Func<PaymentIntent, InvoiceAttempt, decimal> gone) =>
        intent.Attempts.Where(attempt => attempt.Invoice is { Status: not InvoiceStatus.Invalid })
            .Sum(attempt => gone(intent, attempt) is > 0 and var amount
                ? Left(intent, attempt, amount)
                : attempt.Invoice!.AmountPaid);

    /// <summary>Money of this attempt has gone back, and less than the smallest unit is left.</summary>
    internal static bool IsGivenBack(PaymentIntent intent, InvoiceAttempt attempt) =>
        AmountOut(intent, attempt) is > 0 and var amountOut && Left(intent, attempt, amountOut) == 0;

    private static bool HasMoney(PaymentIntent intent, InvoiceAttempt attempt) =>
        attempt.Invoice?.AmountPaid > 0 && !IsGivenBack(intent, attempt);

    private static decimal Left(PaymentIntent intent, InvoiceAttempt attempt, decimal gone) => Math.Max(0, Math.Round(
        (attempt.Invoice?.AmountPaid ?? 0) - gone, DecimalsOf(intent), MidpointRounding.ToZero));

    /// <summary>Of one attempt's money what is out, and what was promised and may still go out.</summary>
    internal static decimal AmountTaken(PaymentIntent intent, InvoiceAttempt attempt) =>
        AmountOut(intent, attempt)
        + RefundsOf(intent, attempt).Where(refund => refund.IsOpen)
            .Sum(refund => refund.Amount.Amount - refund.AmountOut);

    /// <summary>The invoice's own word covers our refunds too, and those that others made.</summary>
    private static decimal AmountOut(PaymentIntent intent, InvoiceAttempt attempt) =>
        Math.Max(attempt.Invoice?.AmountRefunded ?? 0, RefundsOf(intent, attempt).Sum(refund => refund.AmountOut));

    private static IEnumerable<IntentRefund> RefundsOf(PaymentIntent intent, InvoiceAttempt attempt) =>
        intent.Refunds.Where(refund => refund.AttemptId == attempt.AttemptId);

    internal static decimal Rounded(PaymentIntent intent, decimal amount) =>
        Math.Round(amount, DecimalsOf(intent), MidpointRounding.AwayFromZero);

    private static int DecimalsOf(PaymentIntent intent) => IsoCurrency.DecimalsOf(intent.Price.Currency) ?? 8;
}
