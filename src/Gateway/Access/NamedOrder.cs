using System.Diagnostics.CodeAnalysis;
using CryptoPay.Gateway.Answers;
using CryptoPay.Grains.Interfaces;

namespace CryptoPay.Gateway.Access;

/// <summary>The order that a call is about: whose it is, and which.</summary>
internal readonly record struct NamedOrder(string Merchant, string OrderId)
{
    /// <summary>By the caller's key, its <c>?merchant=</c>, and the order ID in the route or the body.</summary>
    public static bool TryFind(
        HttpContext http, string orderId, out NamedOrder order, [NotNullWhen(false)] out IResult? problem)
    {
        order = default;
        if (NamedMerchant.TryFindOne(http, out var merchant, out problem) && !TryMake(merchant, orderId, out order))
            problem = Problems.NoSuchOrder;
        return problem is null;
    }

    /// <summary>What cannot be the name of an order cannot be a grain's key either.</summary>
    public static bool TryMake(string merchant, string orderId, out NamedOrder order)
    {
        order = new NamedOrder(merchant, orderId);
        return IdForms.IsMerchant(merchant) && IdForms.IsOrderId(orderId);
    }

    public IPaymentIntentGrain In(IGrainFactory grains) =>
        grains.GetGrain<IPaymentIntentGrain>(IPaymentIntentGrain.KeyOf(Merchant, OrderId));
}
