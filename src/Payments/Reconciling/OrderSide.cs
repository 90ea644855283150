using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Payments.Reconciling;

/// <summary>What an order of ours knows of its invoices at one processor account.</summary>
/// <param name="IsClosed">Nobody is to pay it any more, and it is not paid.</param>
/// <param name="Invoices">Those that its attempts made.</param>
/// <param name="Strays">IDs of others, which it has seen to already.</param>
public sealed record OrderSide(
    OrderKey Order, bool IsClosed, ImmutableArray<KnownInvoice> Invoices, ImmutableArray<string> Strays)
{
    public static OrderSide Of(PaymentIntent intent, string account) => new(
        intent.Order,
        intent.Status is PaymentIntentStatus.Expired or PaymentIntentStatus.Invalid or PaymentIntentStatus.Cancelled,
        [
            .. intent.Attempts.Where(attempt => attempt.Account == account && attempt.Invoice is not null)
                .Select(attempt => new KnownInvoice(
                    attempt.Invoice!.InvoiceId,
                    attempt.Invoice.CreatedAt + attempt.ClockAhead,
                    InvoiceSide.Of(attempt.Invoice))),
        ],
        [.. intent.Strays.Where(stray => stray.Account == account).Select(stray => stray.InvoiceId)]);
}

/// <param name="CreatedAt">By the processor's clock, as far as we know that.</param>
public sealed record KnownInvoice(string InvoiceId, DateTimeOffset CreatedAt, InvoiceSide Side);
