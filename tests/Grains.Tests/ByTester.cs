using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Grains.Tests;

/// <summary>Calls of the one key that most tests have.</summary>
internal static class ByTester
{
    public const string Key = "tester";

    public static Task<PaymentIntentAnswer> Create(this IPaymentIntentGrain order, CreatePaymentIntent request) =>
        order.Create(request, Key);

    public static Task<PaymentIntentAnswer> StartInvoice(this IPaymentIntentGrain order) => order.StartInvoice(Key);

    public static Task<PaymentIntentAnswer> Cancel(this IPaymentIntentGrain order) => order.Cancel(Key);

    public static Task<RefundAnswer> Refund(this IPaymentIntentGrain order, string refundId, decimal? amount) =>
        order.Refund(refundId, amount, Key);
}
