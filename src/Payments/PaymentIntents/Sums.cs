using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.PaymentIntents;

/// <summary>
/// The one place where an intent's money is added up: what came, what went back, what is promised, what is left. Exact,
/// and cut only where somebody is to be given it or asked for it.
/// </summary>
public static class Sums
{
    /// <summary>All money seen, confirmed or not, whatever the processor calls the invoice that it came by.</summary>
    public static decimal AmountPaid(PaymentIntent intent) =>
        intent.Attempts.Sum(attempt => attempt.Invoice?.AmountPaid ?? 0);

    /// <summary>What has gone back to the customer, by the processors' word or by a person's.</summary>
    public static decimal AmountRefunded(PaymentIntent intent) =>
        intent.Attempts.Sum(attempt => AmountOut(intent, attempt));

    /// <summary>
    /// What the customer is asked for; 0 or more, in whole smallest units of the currency. On an open invoice that was
    /// paid in part also what its processor asks for on top.
    /// </summary>
    public static decimal AmountDue(PaymentIntent intent)
    {
        if (!MayTakeMore(intent)) return 0;
        var onTop = intent.LastOpened is { Status: InvoiceStatus.Open, Invoice: { AmountPaid: > 0 } invoice }
            ? invoice.AmountOnTop
            : 0;
        return onTop > 0
            ? RoundedUp(intent, Math.Max(0, intent.Price.Amount - AmountCounted(intent)) + onTop)
            : AmountMissing(intent);
    }

    /// <summary>What a next invoice would ask for: as due, without what only the open one asks for on top.</summary>
    internal static decimal AmountMissing(PaymentIntent intent) => MayTakeMore(intent)
        ? Math.Max(0, Rounded(intent, intent.Price.Amount - AmountCounted(intent)))
        : 0;

    /// <summary>
    /// The processor showed money at some time that has not gone again or been given back, whatever it is worth.
    /// </summary>
    public static bool HasMoney(PaymentIntent intent) => intent.Attempts.Any(attempt => HasMoney(intent, attempt));

    /// <summary>All money that came has gone back.</summary>
    public static bool IsGivenBack(PaymentIntent intent) =>
        intent.Has(PaymentIntentQualifiers.Refunded) && !HasMoney(intent);

    /// <summary>What came, by whatever invoice, and is not out, beyond the price; below 0 where it is less.</summary>
    internal static decimal Excess(PaymentIntent intent) =>
        Rounded(intent, intent.Attempts.Sum(attempt => AmountHeld(intent, attempt)) - intent.Price.Amount);

    /// <summary>More came than the price and what may be too much of it.</summary>
    internal static bool IsTooMuch(PaymentIntent intent) =>
        Excess(intent) > intent.Price.Amount * intent.OverpaidTolerancePercent / 100;

    /// <summary>Less came than the price of one invoice and what may be missing of it.</summary>
    internal static bool IsTooLittle(PaymentIntent intent, Invoice invoice) =>
        Rounded(intent, invoice.Price.Amount - invoice.AmountPaid)
            > invoice.Price.Amount * intent.TolerancePercent / 100;

    /// <summary>There is money that is neither given back nor promised.</summary>
    internal static bool HasAvailable(PaymentIntent intent) => intent.Attempts.Any(attempt =>
        HasMoney(intent, attempt)
        && (AmountOutOrPromised(intent, attempt) == 0 || AmountAvailable(intent, attempt) > 0));

    /// <summary>
    /// Of one attempt's money what is neither given back nor promised, in whole smallest units of the currency: nobody
    /// can be given less than one.
    /// </summary>
    internal static decimal AmountAvailable(PaymentIntent intent, InvoiceAttempt attempt) =>
        Remainder(intent, attempt, AmountOutOrPromised(intent, attempt));

    /// <summary>
    /// What may be given back on our word. Here a person's word and our refunds are added, as they may be about
    /// different money: too little can be mended, too much cannot.
    /// </summary>
    internal static decimal AmountRefundable(PaymentIntent intent, InvoiceAttempt attempt) => Math.Min(
        AmountAvailable(intent, attempt),
        Remainder(intent, attempt, attempt.AmountReturned
            + RefundsOf(intent, attempt).Sum(refund => refund.AmountOut) + AmountPromised(intent, attempt)));

    /// <summary>Of one attempt's money what is not out.</summary>
    internal static decimal AmountHeld(PaymentIntent intent, InvoiceAttempt attempt) =>
        AfterTaking(intent, attempt, AmountOut(intent, attempt));

    /// <summary>
    /// What counts toward the price: paid, and neither given back nor promised. Money on an invoice that the processor
    /// calls invalid does not.
    /// </summary>
    internal static decimal AmountCounted(PaymentIntent intent) =>
        intent.Attempts.Where(attempt => attempt.Status is not InvoiceStatus.Invalid)
            .Sum(attempt => AfterTaking(intent, attempt, AmountOutOrPromised(intent, attempt)));

    /// <summary>Money of this attempt has gone back, and less than the smallest unit is left.</summary>
    internal static bool IsGivenBack(PaymentIntent intent, InvoiceAttempt attempt) =>
        AmountOut(intent, attempt) is > 0 and var amountOut && Remainder(intent, attempt, amountOut) == 0;

    internal static bool HasMoney(PaymentIntent intent, InvoiceAttempt attempt) =>
        attempt.Invoice?.AmountPaid > 0 && !IsGivenBack(intent, attempt);

    /// <summary>An invoice that the processor calls invalid holds money.</summary>
    internal static bool HoldsInvalid(PaymentIntent intent, InvoiceAttempt attempt) =>
        attempt.Status == InvoiceStatus.Invalid && HasMoney(intent, attempt);

    /// <summary>Of one attempt's money what is out, and what was promised and may still go out.</summary>
    internal static decimal AmountOutOrPromised(PaymentIntent intent, InvoiceAttempt attempt) =>
        AmountOut(intent, attempt) + AmountPromised(intent, attempt);

    internal static decimal AmountPromised(PaymentIntent intent, InvoiceAttempt attempt) =>
        RefundsOf(intent, attempt).Where(refund => refund.IsOpen)
            .Sum(refund => refund.Amount.Amount - refund.AmountOut);

    /// <summary>
    /// The invoice's own word covers our refunds too, and those that others made; a person's word may be about either.
    /// So the largest counts, never the sum.
    /// </summary>
    private static decimal AmountOut(PaymentIntent intent, InvoiceAttempt attempt) => Math.Max(
        Math.Max(attempt.Invoice?.AmountRefunded ?? 0, attempt.AmountReturned),
        RefundsOf(intent, attempt).Sum(refund => refund.AmountOut));

    /// <summary>No: it is settled, or what the customer has paid must be understood first.</summary>
    private static bool MayTakeMore(PaymentIntent intent) =>
        intent.Status != PaymentIntentStatus.Settled && !intent.IsNothingOwed
        && !intent.Attempts.Any(attempt => HoldsInvalid(intent, attempt) || attempt.StatusKept is not null);

    private static decimal AfterTaking(PaymentIntent intent, InvoiceAttempt attempt, decimal gone) =>
        gone > 0 ? Remainder(intent, attempt, gone) : attempt.Invoice?.AmountPaid ?? 0;

    private static decimal Remainder(PaymentIntent intent, InvoiceAttempt attempt, decimal gone) => Math.Max(
        0,
        Math.Round((attempt.Invoice?.AmountPaid ?? 0) - gone, DecimalsOf(intent), MidpointRounding.ToZero));

    private static IEnumerable<IntentRefund> RefundsOf(PaymentIntent intent, InvoiceAttempt attempt) =>
        intent.Refunds.Where(refund => refund.AttemptId == attempt.AttemptId);

    internal static decimal Rounded(PaymentIntent intent, decimal amount) =>
        Math.Round(amount, DecimalsOf(intent), MidpointRounding.AwayFromZero);

    private static decimal RoundedUp(PaymentIntent intent, decimal amount) =>
        Math.Round(amount, DecimalsOf(intent), MidpointRounding.ToPositiveInfinity);

    private static int DecimalsOf(PaymentIntent intent) => IsoCurrency.DecimalsOf(intent.Price.Currency) ?? 8;
}
