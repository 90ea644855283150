using System.Collections.Immutable;
using System.Diagnostics;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.Deciding;

/// <summary>What follows at once from where an intent stands, whatever brought it there.</summary>
internal static class Consequences
{
    public static ImmutableArray<Event> Of(PaymentIntent intent, DateTimeOffset at)
    {
        if (intent.CancelAskedAt is not null && Cancellation.SeesMoney(intent)) return [new Event.CancelUndone(at)];
        return
        [
            .. intent.Attempts.Where(attempt => !attempt.IsWithdrawn && IsToWithdraw(intent, attempt))
                .Select(attempt => new Event.InvoiceWithdrawn(attempt.InvoiceKey!, at)),
        ];
    }

    /// <summary>Nobody is to pay it any more, and somebody could.</summary>
    private static bool IsToWithdraw(PaymentIntent intent, InvoiceAttempt attempt) =>
        !Sums.HasMoney(intent, attempt) && attempt.Status switch
        {
            InvoiceStatus.Open => !intent.MayBePaid || Sums.AmountMissing(intent) == 0,
            InvoiceStatus.Expired => intent.CancelAskedAt is not null,
            InvoiceStatus.Confirming or InvoiceStatus.Settled or InvoiceStatus.Invalid or InvoiceStatus.Unrecognized
                or null => false,
            _ => throw new UnreachableException($"No row for {attempt.Status}."),
        };
}
