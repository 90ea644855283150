using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;
using Orleans;

namespace CryptoPay.Payments.Reconciling;

/// <summary>One invoice of which the processor and we do not say the same.</summary>
/// <param name="InvoiceId">The processor's; "" where not even that could be read.</param>
/// <param name="Ours">What we know of it; null where we do not know it.</param>
/// <param name="Theirs">What the processor says of it; null where it says nothing.</param>
/// <param name="IsRepaired">It was there no more after the order had read its invoices.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.Difference")]
public sealed record Difference(
    [property: Id(0)] DifferenceKind Kind, [property: Id(1)] OrderKey Order, [property: Id(2)] string InvoiceId,
    [property: Id(3)] InvoiceSide? Ours, [property: Id(4)] InvoiceSide? Theirs,
    [property: Id(5)] bool IsRepaired = false);

/// <summary>What one side says of an invoice, as far as the two are compared.</summary>
/// <param name="Price">What it asks for.</param>
/// <param name="AmountPaid">In the price's currency, as the next.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.InvoiceSide")]
public sealed record InvoiceSide(
    [property: Id(0)] Money Price, [property: Id(1)] InvoiceStatus Status, [property: Id(2)] decimal AmountPaid,
    [property: Id(3)] decimal AmountRefunded)
{
    public static InvoiceSide Of(ListedInvoice invoice) =>
        new(invoice.Price, invoice.Status, invoice.AmountPaid, invoice.AmountRefunded);

    public static InvoiceSide Of(Invoice invoice) => Of(ListedInvoice.Of(invoice));

    /// <summary>A customer can pay it, or has, and not all of that went back.</summary>
    internal bool IsLive =>
        Status is InvoiceStatus.Open or InvoiceStatus.Confirming or InvoiceStatus.Settled
            ? AmountRefunded == 0 || AmountPaid > AmountRefunded
            : AmountPaid > AmountRefunded;
}
