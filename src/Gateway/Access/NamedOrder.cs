using System.Diagnostics.CodeAnalysis;
using CryptoPay.Gateway.Answers;
using CryptoPay.Payments;

namespace CryptoPay.Gateway.Access;

/// <summary>The order that a call is about.</summary>
internal static class NamedOrder
{
    /// <summary>By the caller's key, its <c>?merchant=</c>, and the order ID in the route or the body.</summary>
    public static bool TryFind(
        HttpContext http, string orderId, out OrderKey order, [NotNullWhen(false)] out IResult? problem)
    {
        order = default;
        if (!NamedMerchant.TryFindOne(http, out var merchant, out problem)) return false;
        order = new OrderKey(merchant, orderId);
        if (!IsOne(order)) problem = Problems.NoSuchOrder;
        return problem is null;
    }

    /// <summary>What cannot be the name of an order cannot be a grain's key either.</summary>
    public static bool IsOne(OrderKey order) => IdForms.IsMerchant(order.Merchant) && IdForms.IsOrderId(order.OrderId);
}
