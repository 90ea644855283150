using System.Collections.Immutable;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Grains.Interfaces.Customers;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.Customers;

/// <summary>All that is kept of a customer.</summary>
/// <param name="Orders">Of those that were erased there is nothing to show.</param>
internal sealed record CustomerExport(ImmutableArray<ExportedOrder> Orders)
{
    public static CustomerExport Of(ImmutableArray<CustomerOrder> orders) => new([.. orders.Select(ExportedOrder.Of)]);
}

/// <summary>One order of a customer.</summary>
/// <param name="ClaimLinksSentTo">Where links to claim a refund were sent.</param>
/// <param name="History">What happened, oldest first.</param>
internal sealed record ExportedOrder(
    PaymentIntentView Payment, string PosLabel, string NotificationUrl,
    ImmutableSortedDictionary<string, string> Metadata, TransactionList Transactions,
    ImmutableArray<RefundView> Refunds, ImmutableArray<string> ClaimLinksSentTo, PaymentIntentEvents History)
{
    public static ExportedOrder Of(CustomerOrder order) => new(
        order.View, order.PosLabel.Value ?? "", order.NotificationUrl.Value ?? "",
        order.Metadata.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value.Value, StringComparer.Ordinal),
        TransactionList.Of(order.Transactions), order.Refunds,
        [.. order.ClaimLinksSentTo.Select(to => to.Value)], PaymentIntentEvents.Of(order.History));
}
