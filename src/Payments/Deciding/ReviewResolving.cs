using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.Deciding;

/// <summary>
/// Decisions about a person's answer to a review. Saying it twice is saying it once.
/// </summary>
internal static class ReviewResolving
{
    public static Decision Resolve(PaymentIntent intent, Command.Resolve c)
    {
        var open = Reviews.Open(intent);
        if (c.Resolution.Outcome == ReviewOutcome.Returned) return Returned(intent, c, open);
        if (!open.IsEmpty) return Answered(intent, c, open);
        return c.Resolution.Outcome == intent.LastResolved
            ? Decision.Nothing
            : new Decision.Refused(Refusal.NothingToReview);
    }

    private static Decision Returned(PaymentIntent intent, Command.Resolve c, ImmutableArray<string> open)
    {
        var (invoiceId, amount) = (c.Resolution.InvoiceId, c.Resolution.Amount!.Value);
        if (amount != Sums.Rounded(intent, amount)) return new Decision.Refused(Refusal.RefundAmountTooFine);
        if (intent.Attempts.FirstOrDefault(attempt => attempt.Invoice?.InvoiceId == invoiceId) is { } attempt)
        {
            // While it may still be confirmed or double-spent, nobody can have given it back.
            if (attempt.Status is InvoiceStatus.Open or InvoiceStatus.Confirming)
                return new Decision.Refused(Refusal.NothingToReview);
            if (amount > attempt.Invoice!.AmountPaid - Sums.AmountPromised(intent, attempt))
                return new Decision.Refused(Refusal.ReturnTooLarge);
            return amount <= attempt.AmountReturned ? Decision.Nothing : Answered(intent, c, []);
        }

        // What an invoice of nobody's attempt held is in the flag alone.
        if (intent.Strays.All(stray => stray.InvoiceId != invoiceId))
            return new Decision.Refused(Refusal.InvoiceNotFound);
        ImmutableArray<string> about = [.. open.Where(fact => fact.Split(':').Contains(invoiceId))];
        return about.IsEmpty ? Decision.Nothing : Answered(intent, c, about);
    }

    private static Decision Answered(PaymentIntent intent, Command.Resolve c, ImmutableArray<string> facts) =>
        intent.ResolutionCount < RowBounds.ResolutionsMax
            ? Decision.Happened(new Event.ReviewResolved(c.Resolution, facts, c.At))
            : new Decision.Refused(Refusal.TooManyResolutions);
}
