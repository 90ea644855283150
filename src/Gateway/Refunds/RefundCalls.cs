using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.Refunds;

/// <summary>Asks an order's grain about its refunds and turns the answer into HTTP.</summary>
internal static class RefundCalls
{
    public static async Task<IResult> Answer(
        HttpContext http, string orderId, IGrainFactory grains,
        Func<IPaymentIntentGrain, Task<RefundAnswer>> call)
    {
        if (!NamedOrder.TryFind(http, orderId, grains, out var order, out var problem)) return problem;
        var answer = await call(order);
        return answer is { View: { } view }
            ? TypedResults.Ok(view.SeenBy(http))
            : answer.Refusal.ToProblem();
    }

    /// <summary>
    /// Who has the claim's address can take the money, so it is for keys that may have it given back.
    /// </summary>
    public static RefundView SeenBy(this RefundView view, HttpContext http) =>
        (http.User.May(Scopes.PaymentsRefund) ? view : view with { ClaimUrl = "" }).InLanguageOf(http.Request);
}
