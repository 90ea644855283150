using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>What people say where only people can tell.</summary>
internal sealed partial class PaymentIntentGrain
{
    public Task<PaymentIntentAnswer> Resolve(ReviewResolution resolution) => throw new NotSupportedException();

    public Task<RefundAnswer> ResolveRefund(string refundId, RefundResolution resolution) =>
        throw new NotSupportedException();
}
