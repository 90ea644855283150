using System.Collections.Immutable;
using CryptoPay.Payments;
using CryptoPay.Payments.History;
using CryptoPay.Payments.Views;

namespace CryptoPay.Grains.Interfaces.Customers;

/// <summary>All that is kept of one order, for the person whom it is about.</summary>
[GenerateSerializer, Immutable, Alias("CryptoPay.CustomerOrder")]
public sealed record CustomerOrder
{
    [Id(0)] public required PaymentIntentView View { get; init; }
    [Id(1)] public required Sensitive PosLabel { get; init; }
    [Id(2)] public required Sensitive NotificationUrl { get; init; }
    [Id(3)] public required ImmutableSortedDictionary<string, Sensitive> Metadata { get; init; }
    [Id(4)] public required TransactionsView Transactions { get; init; }
    [Id(5)] public required ImmutableArray<RefundView> Refunds { get; init; }

    /// <summary>Where claim links of refunds were sent.</summary>
    [Id(6)] public required ImmutableArray<Sensitive> ClaimLinksSentTo { get; init; }
    [Id(7)] public required ImmutableArray<HistoryEntry> History { get; init; }
}
