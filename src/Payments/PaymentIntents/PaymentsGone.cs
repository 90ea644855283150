using System.Collections.Immutable;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.PaymentIntents;

/// <summary>
/// Tells a double spend from what looks like one, by payments and not by sums: a fee bump puts another payment in the
/// place of the first, a network fee lowers a sum though all payments are there.
/// </summary>
internal static class PaymentsGone
{
    /// <summary>
    /// For how long after both were first seen side by side a payment may stand for one that goes: a real BTCPay Server
    /// counted both payments of a fee bump for up to some seconds. Longer than two reads.
    /// </summary>
    private static readonly TimeSpan SideBySideMax = TimeSpan.FromSeconds(30);

    /// <summary>What a read makes of the payments that counted before it.</summary>
    /// <param name="IsDoubleSpent">A payment was gone at the read before, and nothing stands in its place.</param>
    /// <param name="Gone">Gone since the read before; the next one tells.</param>
    public readonly record struct Finding(bool IsDoubleSpent, ImmutableArray<Payment> Gone);

    /// <param name="next">With all of its payments, as the processor listed them.</param>
    public static Finding Of(InvoiceAttempt attempt, Invoice next, DateTimeOffset at)
    {
        var before = attempt.Invoice!;
        if (before.OtherPayments is not null) return OfMany(attempt, before, next);
        if (before.Payments.IsEmpty && next.Payments.IsEmpty && attempt.PaymentsGone.IsEmpty)
        {
            // Where the processor lists no payments, less than that is no claim.
            var isBackToNothing = next is { Status: InvoiceStatus.Open, AmountPaid: 0 };
            return new(before.Status == InvoiceStatus.Confirming && isBackToNothing, []);
        }

        var counted = Counted(next);
        var inPlace = counted.Where(payment => !Counted(before).Any(old => IsSame(old, payment))).ToList();
        if (attempt.PaymentsNewAt + SideBySideMax >= at)
            inPlace.AddRange(counted.Where(payment => attempt.PaymentsNew.Contains(payment.PaymentId)));

        var isDoubleSpent = attempt.PaymentsGone
            .Where(gone => !counted.Any(payment => IsSame(payment, gone))).ToList()
            .Any(gone => !TakePlace(inPlace, gone));
        var goneNow = Counted(before).Where(old => !counted.Any(payment => IsSame(payment, old))).ToList();
        return new(isDoubleSpent, [.. goneNow.Where(gone => !TakePlace(inPlace, gone))]);
    }

    /// <summary>
    /// Of payments that are not all kept one by one the coins tell: as many as are gone must have come at the same
    /// time. That takes a fee bump of which both payments were counted for a moment for a double spend.
    /// </summary>
    private static Finding OfMany(InvoiceAttempt attempt, Invoice before, Invoice next)
    {
        var came = KeptPayments.CoinsOf(next) - KeptPayments.CoinsOf(before);
        return new(
            attempt.PaymentsGone.Sum(gone => gone.Value) > Math.Max(0, came),
            came < 0 ? [new Payment(Sensitive.None, -came, IsConfirmed: false)] : []);
    }

    /// <summary>
    /// The payments of a read that the one before did not show; none where that one's are not all known.
    /// </summary>
    public static ImmutableArray<Sensitive> NewIn(Invoice? before, Invoice next) =>
        before is null or { OtherPayments: not null }
            ? []
            : [.. Counted(next).Where(payment => !Counted(before).Any(old => IsSame(old, payment)))
                .Select(payment => payment.PaymentId)];

    /// <summary>
    /// What people are shown of payments that are not listed any more. Of many it cannot be told which are gone.
    /// </summary>
    public static ImmutableArray<Payment> VanishedAfter(InvoiceAttempt attempt, Invoice next)
    {
        var before = next.OtherPayments is null ? attempt.Invoice!.Payments : [];
        return [.. attempt.PaymentsVanished.Concat(before)
            .Where(old => !old.PaymentId.IsEmpty && !next.Payments.Any(payment => IsSame(old, payment)))
            .DistinctBy(old => old.PaymentId).TakeLast(RowBounds.PaymentsMax)];
    }

    private static bool TakePlace(List<Payment> inPlace, Payment gone)
    {
        var found = inPlace.FindIndex(payment => payment.Value >= gone.Value);
        if (found >= 0) inPlace.RemoveAt(found);
        return found >= 0;
    }

    private static IEnumerable<Payment> Counted(Invoice invoice) =>
        invoice.Payments.Where(payment => !payment.IsInvalid);

    private static bool IsSame(Payment one, Payment other) => Erasure.IsSame(one, other);
}
