using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.Links;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Gateway.PaymentIntents;

/// <summary>Finds the order that a call is about, asks its grain and turns the answer into HTTP, in time.</summary>
internal sealed class OrderCalls(IGrainFactory grains, OrderLinks links, TimeProvider time)
{
    /// <param name="limit">Of an answer that no caller waits for on the line; zero for 2 s.</param>
    public async Task<IResult> Ask(
        HttpContext http, string orderId, Func<IPaymentIntentGrain, AnswerTime, Task<IResult>> ask,
        TimeSpan limit = default)
    {
        if (!NamedOrder.TryFind(http, orderId, out var order, out var problem)) return problem;
        http.LooksAt(new LookedAt(order.Merchant, order.OrderId));
        return await ask(grains.GetOrder(order), new AnswerTime(time, limit));
    }

    /// <summary>Answers with the payment; asks again where the cluster fails.</summary>
    public Task<IResult> Answer(
        HttpContext http, string orderId, Func<IPaymentIntentGrain, Task<PaymentIntentAnswer>> call) =>
        Ask(http, orderId, async (order, answerTime) =>
            await Say(http, await answerTime.Ask(() => call(order)), answerTime));

    /// <summary>As <see cref="Answer"/>, of what is not to be asked for twice, or waits for others.</summary>
    public Task<IResult> AnswerOnce(
        HttpContext http, string orderId, Func<IPaymentIntentGrain, Task<PaymentIntentAnswer>> call) =>
        Ask(http, orderId, async (order, answerTime) =>
            await Say(http, await answerTime.Bound(call(order)), answerTime));

    /// <summary>
    /// As <see cref="Answer"/>, but waits a moment for the invoice, so that most callers need not ask again.
    /// </summary>
    public Task<IResult> AnswerWithInvoice(
        HttpContext http, string orderId, Func<IPaymentIntentGrain, Task<PaymentIntentAnswer>> call) =>
        Ask(http, orderId, async (order, answerTime) =>
        {
            var answer = await answerTime.WaitWhile(
                await answerTime.Ask(() => call(order)),
                seen => seen is { Refusal: Refusal.None, View.OwesInvoice: true },
                (seen, patience) => order.WaitForNews(seen.View!.Revision, patience));
            return await Say(http, answer, answerTime);
        });

    public async Task<IResult> Say(HttpContext http, PaymentIntentAnswer said, AnswerTime answerTime) => said switch
    {
        { Refusal: not Refusal.None } => said.Refusal.ToProblem(),
        { View: null } => Problems.NoSuchOrder,
        { View: var view } => TypedResults.Ok((await links.AddTo(view, answerTime)).InLanguageOf(http.Request)),
    };
}
