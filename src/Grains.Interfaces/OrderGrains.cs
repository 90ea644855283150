using CryptoPay.Payments;

namespace CryptoPay.Grains.Interfaces;

public static class OrderGrains
{
    /// <summary>The grain of this order, whether or not there is a payment intent for it.</summary>
    public static IPaymentIntentGrain GetOrder(this IGrainFactory grains, OrderKey order) =>
        grains.GetGrain<IPaymentIntentGrain>(order.ToString());
}
