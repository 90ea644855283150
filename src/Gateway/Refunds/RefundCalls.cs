using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Views;

namespace CryptoPay.Gateway.Refunds;

/// <summary>Answers with refunds of an order.</summary>
internal static class RefundCalls
{
    public static Task<IResult> AnswerRefund(
        this OrderCalls calls, HttpContext http, string orderId, Func<IPaymentIntentGrain, Task<RefundAnswer>> call,
        TimeSpan limit = default) => calls.Ask(
            http, orderId, async (order, answerTime) => Say(http, await answerTime.Ask(() => call(order))),
            limit);

    /// <summary>Waits a moment for the processor, so that most callers have the claim's address at once.</summary>
    public static Task<IResult> AnswerNewRefund(
        this OrderCalls calls, HttpContext http, string orderId, Func<IPaymentIntentGrain, Task<RefundAnswer>> call) =>
        calls.Ask(http, orderId, async (order, answerTime) => Say(http, await answerTime.WaitWhile(
            await answerTime.Ask(() => call(order)),
            seen => seen.View is { Status: nameof(RefundProgress.Requested) },
            (seen, patience) => order.WaitForRefund(seen.View!.RefundId, seen.View.Revision, patience))));

    public static Task<IResult> AnswerRefunds(this OrderCalls calls, HttpContext http, string orderId) =>
        calls.Ask(http, orderId, async (order, answerTime) => await answerTime.Ask(order.Refunds) is { } refunds
            ? TypedResults.Ok(new RefundList([.. refunds.Select(refund => SeenBy(http, refund))]))
            : Problems.NoSuchOrder);

    private static IResult Say(HttpContext http, RefundAnswer answer) =>
        answer.View is { } view ? TypedResults.Ok(SeenBy(http, view)) : answer.Refusal.ToProblem();

    // Who has the claim's address can take the money, so it is for keys that may have it given back.
    private static RefundView SeenBy(HttpContext http, RefundView view) =>
        (http.User.May(Scopes.PaymentsRefund) ? view : view with { ClaimUrl = "" }).InLanguageOf(http.Request);
}
