using System.Collections.Immutable;
using Orleans;

namespace CryptoPay.Payments.Views;

/// <summary>One transfer toward one of the order's invoices, as it was seen last.</summary>
[GenerateSerializer, Immutable, Alias("CryptoPay.TransactionView")]
public sealed record TransactionView
{
    /// <summary>The processor's ID of it; empty where it gives none.</summary>
    [Id(0)] public required Sensitive PaymentId { get; init; }

    /// <summary>Where the processor says it beside the ID; else empty, and <see cref="TransactionId"/> may tell.</summary>
    [Id(1)] public required Sensitive TransactionHash { get; init; }

    /// <summary>
    /// confirmed (final by the processor's rule), unconfirmed, invalid (the processor lists it and calls it worthless),
    /// or gone (it was seen and is not listed any more).
    /// </summary>
    [Id(2)] public required string State { get; init; }

    /// <summary>Decimal string in whole coins of <see cref="CryptoCode"/>; "" where the processor does not say.</summary>
    [Id(3)] public required string CryptoAmount { get; init; }
    [Id(4)] public required string CryptoCode { get; init; }

    /// <summary>The processor account.</summary>
    [Id(5)] public required string Account { get; init; }
    [Id(6)] public required string InvoiceId { get; init; }

    /// <summary>Counts the order's attempts from 1.</summary>
    [Id(7)] public required int Attempt { get; init; }

    /// <summary>When a read first showed it, ISO 8601 in UTC; "" where that is not known.</summary>
    [Id(8)] public required string SeenAt { get; init; }
}

/// <param name="Transactions">By attempt, oldest first, and of each in the processor's order; what is gone last.</param>
/// <param name="OtherCount">How many others count that are not kept one by one.</param>
/// <param name="OtherCryptoAmount">Their sum, a decimal string in whole coins.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.TransactionsView")]
public sealed record TransactionsView(
    [property: Id(0)] ImmutableArray<TransactionView> Transactions, [property: Id(1)] int OtherCount,
    [property: Id(2)] string OtherCryptoAmount);
