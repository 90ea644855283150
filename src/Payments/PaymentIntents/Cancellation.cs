using System.Diagnostics;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.PaymentIntents;

/// <summary>
/// A cancel is a wish until reads have shown that nothing came and nothing more can. Money that comes undoes it.
/// </summary>
internal static class Cancellation
{
    public static bool IsKnown(PaymentIntent intent) =>
        intent.CancelAskedAt is not null && !SeesMoney(intent)
        && intent.Attempts.All(attempt => IsClosed(intent, attempt))
        && intent.UnpayableOwed.All(invoice => intent.AttemptOf(invoice) is not null);

    public static bool SeesMoney(PaymentIntent intent) =>
        Sums.HasMoney(intent)
        || intent.Attempts.Any(attempt => attempt.Status is InvoiceStatus.Confirming or InvoiceStatus.Settled
            || Reviews.IsLate(intent, attempt));

    /// <summary>Nothing can be paid there any more, as far as its processor lets us see to that.</summary>
    private static bool IsClosed(PaymentIntent intent, InvoiceAttempt attempt) => attempt.Status switch
    {
        null => !attempt.MayBeMade,
        InvoiceStatus.Invalid => true,
        // Its processor was asked, and if it would not withdraw it, its time is over all the same.
        InvoiceStatus.Expired => attempt.IsWithdrawn && !intent.UnpayableOwed.Contains(attempt.InvoiceKey!),
        InvoiceStatus.Open or InvoiceStatus.Confirming or InvoiceStatus.Settled or InvoiceStatus.Unrecognized => false,
        _ => throw new UnreachableException($"No row for {attempt.Status}."),
    };
}
