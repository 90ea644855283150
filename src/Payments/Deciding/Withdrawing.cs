using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Payments.Deciding;

/// <summary>
/// Decisions about the end of a withdrawal. One that has not come about by the end of the watch ends there.
/// </summary>
internal static class Withdrawing
{
    public static Decision Record(PaymentIntent intent, Command.RecordUnpayable c) =>
        intent.UnpayableOwed.Contains(c.Invoice)
            ? new Decision.Accepted(Ended(intent, c.Invoice, c.Done, c.At))
            : Decision.Nothing;

    public static ImmutableArray<Event> Ended(PaymentIntent intent, InvoiceKey invoice, bool done, DateTimeOffset at)
    {
        Event answered = new Event.InvoiceMadeUnpayable(invoice, done, at);

        // A stray that can no longer be made unpayable may be paid: only a human can say whose the money is.
        return !done && intent.Strays.Contains(invoice)
            ? [answered, new Event.ReviewFlagged($"{ReviewReasons.StrayNotWithdrawn}:{invoice.InvoiceId}", at)]
            : [answered];
    }
}
