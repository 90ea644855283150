using System.Collections.Immutable;
using CryptoPay.Grains.Interfaces.Reconciling;
using CryptoPay.Payments;

namespace CryptoPay.Grains.Reconciling;

/// <summary>The row of one account's reconciliations. It holds nothing sensitive.</summary>
public sealed record ReconciliationDocument
{
    /// <summary>The last time that was set for a daily run, made or not; null before the first look.</summary>
    public DateTimeOffset? DailyFor { get; init; }

    /// <summary>Newest first. The first one may be under way.</summary>
    public ImmutableArray<ReconciliationReport> Reports { get; init; } = [];

    /// <summary>Of the run that is under way: invoices of orders that it has seen, in slices to come.</summary>
    public ImmutableArray<CarriedInvoice> Carried { get; init; } = [];
}

/// <summary>A next invoice, made in a later slice than its order.</summary>
public sealed record CarriedInvoice(OrderKey Order, string InvoiceId, DateTimeOffset CreatedAt);
