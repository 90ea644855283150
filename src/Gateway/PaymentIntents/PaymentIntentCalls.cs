using CryptoPay.Gateway.Errors;
using CryptoPay.Gateway.Qr;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Gateway.PaymentIntents;

/// <summary>Asks an order's grain and turns its answer into HTTP, in time.</summary>
internal sealed class PaymentIntentCalls(IGrainFactory grains, QrLinks links, TimeProvider time)
{
    public Task<IResult> Answer(
        HttpContext http, string orderId, Func<IPaymentIntentGrain, Task<PaymentIntentAnswer>> call) =>
        Answer(http, orderId, call, static (_, answer, _) => Task.FromResult(answer));

    /// <summary>
    /// As <see cref="Answer"/>, but waits a moment for the invoice, so that most callers need not ask again.
    /// </summary>
    public Task<IResult> AnswerWithInvoice(
        HttpContext http, string orderId, Func<IPaymentIntentGrain, Task<PaymentIntentAnswer>> call) =>
        Answer(http, orderId, call, WaitForInvoice);

    private async Task<IResult> Answer(
        HttpContext http, string orderId, Func<IPaymentIntentGrain, Task<PaymentIntentAnswer>> call,
        Func<IPaymentIntentGrain, PaymentIntentAnswer, AnswerTime, Task<PaymentIntentAnswer>> andThen)
    {
        if (!NamedOrder.TryFind(http, orderId, grains, out var order, out var problem))
        {
            return problem;
        }

        var answerTime = new AnswerTime(time);
        var answer = await andThen(order, await answerTime.Bound(call(order)), answerTime);
        return answer switch
        {
            { Refusal: not Refusal.None } => answer.Refusal.ToProblem(),
            { View: null } => Refusal.NotFound.ToProblem(),
            { View: var view } => TypedResults.Ok(
                (await links.AddTo(view, answerTime)).InLanguageOf(http.Request)),
        };
    }

    private static Task<PaymentIntentAnswer> WaitForInvoice(
        IPaymentIntentGrain grain, PaymentIntentAnswer answer, AnswerTime answerTime) => answerTime.WaitWhile(
            answer, seen => seen is { Refusal: Refusal.None, View.OwesInvoice: true },
            (seen, patience) => grain.WaitForNews(seen.View!.Revision, patience));
}
