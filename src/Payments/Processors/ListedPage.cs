using System.Collections.Immutable;
using CryptoPay.Payments.Amounts;

namespace CryptoPay.Payments.Processors;

/// <summary>
/// From one time on and before a later one, UTC, by when the processor says that it made an invoice: two windows that
/// touch share none. Whole milliseconds between 1970 and 9000.
/// </summary>
public sealed record ListingWindow(DateTimeOffset From, DateTimeOffset To)
{
    public bool Has(DateTimeOffset at) => From <= at && at < To;
}

/// <summary>One page of a list.</summary>
public sealed record ListedPage
{
    /// <summary>
    /// Those that carry a merchant and an order, as ours do, in the processor's order. May be empty before the last
    /// page.
    /// </summary>
    public required ImmutableArray<ListedInvoice> Invoices { get; init; }

    /// <summary>Whose invoices were there and could not be read: their orders have to be read one by one.</summary>
    public ImmutableArray<OrderKey> Unreadable { get; init; } = [];

    /// <summary>Invoices of others, who use the same account.</summary>
    public int StrangerCount { get; init; }

    /// <summary>
    /// Where the list goes on, for the processor's eyes alone, at most 1,024 characters; null where it ended.
    /// </summary>
    public string? Next { get; init; }
}

/// <summary>What a list showed of one invoice: each value is the one that a read of it gives.</summary>
public sealed record ListedInvoice
{
    /// <summary>The processor's ID of the invoice.</summary>
    public required string InvoiceId { get; init; }

    /// <summary>As the invoice's own metadata says it: another installation's, where it shares the account.</summary>
    public required OrderKey Order { get; init; }

    /// <summary>"" where the metadata says none.</summary>
    public required string AttemptId { get; init; }

    /// <summary>UTC, whole milliseconds.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>What the invoice asks for, in the currency that it is priced in.</summary>
    public required Money Price { get; init; }

    public required InvoiceStatus Status { get; init; }

    public InvoiceQualifiers Qualifiers { get; init; }

    /// <summary>The processor's own status text, for people; never decided upon.</summary>
    public required string StatusText { get; init; }

    /// <summary>As <see cref="Invoice.AmountPaid"/>, in the price's currency.</summary>
    public required decimal AmountPaid { get; init; }

    /// <summary>As <see cref="Invoice.AmountRefunded"/>.</summary>
    public required decimal AmountRefunded { get; init; }

    public static ListedInvoice Of(Invoice invoice) => new()
    {
        InvoiceId = invoice.InvoiceId,
        Order = new OrderKey(invoice.Merchant, invoice.OrderId),
        AttemptId = invoice.AttemptId,
        CreatedAt = invoice.CreatedAt,
        Price = invoice.Price,
        Status = invoice.Status,
        Qualifiers = invoice.Qualifiers,
        StatusText = invoice.StatusText,
        AmountPaid = invoice.AmountPaid,
        AmountRefunded = invoice.AmountRefunded,
    };
}
