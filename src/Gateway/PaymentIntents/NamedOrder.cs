using System.Diagnostics.CodeAnalysis;
using CryptoPay.Gateway.Access;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Gateway.PaymentIntents;

/// <summary>The order that a call is about.</summary>
internal static class NamedOrder
{
    public static bool TryFind(
        HttpContext http, string orderId, IGrainFactory grains,
        [NotNullWhen(true)] out IPaymentIntentGrain? order, [NotNullWhen(false)] out IResult? problem)
    {
        order = null;
        if (!NamedMerchant.TryFindOne(http, out var merchant, out problem)) return false;
        // What cannot be an order ID cannot be a grain's key either.
        if (WireForms.IsOrderId(orderId))
            order = grains.GetGrain<IPaymentIntentGrain>(IPaymentIntentGrain.KeyOf(merchant, orderId));
        else
            problem = Refusal.NotFound.ToProblem();
        return problem is null;
    }
}
