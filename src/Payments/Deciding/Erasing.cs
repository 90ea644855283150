using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Views;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Deciding;

/// <summary>Decides whether an order can be erased, and keeps personal values out of one that is.</summary>
internal static class Erasing
{
    public static Decision Decide(PaymentIntent intent, Command.Erase c, PollingPolicy policy) =>
        intent.ErasedAt is not null || c.IsWatched || intent.Refunds.Any(refund => refund.IsOpen)
            || CaseTable.RowOf(intent, c.At, policy).ActionRequired == "review"
                ? Decision.Nothing
                : Decision.Happened(new Event.IntentErased(c.Salt, c.Reason, c.At));

    /// <summary>The command without what an erased order does not keep.</summary>
    public static Command Kept(PaymentIntent? intent, Command command) => intent?.ErasedAt is null
        ? command
        : command switch
        {
            Command.Observe c => c with { Invoice = Erasure.Of(c.Invoice, intent.Salt) },
            Command.RecordInvoice c => c with { Invoice = Erasure.Of(c.Invoice, intent.Salt) },
            Command.RecordLookUp c => c with
            {
                Invoices = [.. c.Invoices.Select(invoice => Erasure.Of(invoice, intent.Salt))],
            },
            Command.ObserveRefund c => c with { Refund = Erasure.Of(c.Refund, intent.Salt)! },
            Command.ResolveRefund c => c with { Made = Erasure.Of(c.Made, intent.Salt) },
            _ => command,
        };
}
