using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.Cases;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Gateway.Sinks;

/// <summary>Answers with what an order's sinks were told.</summary>
internal static class SinkCalls
{
    public static Task<IResult> AnswerSinks(
        this OrderCalls calls, HttpContext http, string orderId, Func<IPaymentIntentGrain, Task<SinkAnswer>> call) =>
        calls.Ask(http, orderId, async (order, answerTime) =>
            // Once: who has it told again, and lost the answer, is to look before the customer gets it twice.
            await answerTime.Bound(call(order)) is var answer && answer.Refusal == Refusal.None
                ? TypedResults.Ok(new SinkList(answer.Views))
                : answer.Refusal.ToProblem());

    /// <summary>Waits a moment, so that most callers hear at once whether the link is on its way.</summary>
    public static Task<IResult> AnswerSend(
        this OrderCalls calls, HttpContext http, string orderId, ClaimLinkRequest send, string who) =>
        calls.Ask(http, orderId, async (order, answerTime) =>
        {
            var answer = await answerTime.WaitWhile(
                await answerTime.Ask(() => order.SendClaimLink(send, who)),
                seen => SendOf(seen, send)?.State == SinkViewing.Owed,
                async (seen, patience) =>
                {
                    await order.WaitForNews(seen.Revision, patience);
                    return await order.Sinks();
                });
            return SendOf(answer, send) is { } view ? TypedResults.Ok(view) : answer.Refusal.ToProblem();
        });

    private static SinkView? SendOf(SinkAnswer answer, ClaimLinkRequest send) =>
        answer.Views.FirstOrDefault(view => view.About == CaseNotice.OfLink(send.SendId, send.To).About);
}
