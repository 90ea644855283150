using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.ApiDocs;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Refunds;

/// <summary>Gives money of a payment back, for keys that may, and says how far that is.</summary>
internal static class RefundEndpoints
{
    public static void MapRefunds(this IEndpointRouteBuilder app)
    {
        var refunds = app.MapGroup("/v1/payment-intents/{orderId}/refunds").WithTags("Refunds").DescribeGroup();
        refunds.MapPost("", Request).RequireScope(Scopes.PaymentsRefund)
            .RequireRateLimiting(RateLimits.Creates).DescribeRefundRequest();
        refunds.MapGet("", List).RequireScope(Scopes.PaymentsRead).DescribeRefundList();
        refunds.MapGet("/{refundId}", Get).RequireScope(Scopes.PaymentsRead).DescribeRefund();
    }

    private static async Task<IResult> Request(
        string orderId, HttpRequest request, IGrainFactory grains, TimeProvider time, IOptions<LimitOptions> limits,
        UnsetVariableMetrics unset, CancellationToken cancellation)
    {
        var (http, body) = (request.HttpContext, await BoundedBody.Read(request, cancellation));
        return await unset.Count(RefundBody.Parse(body, limits.Value.AmountMaxInAny), http).Then(asked =>
            RefundCalls.Answer(http, orderId, grains, async order =>
            {
                var answerTime = new AnswerTime(time);
                var answer = await answerTime.Bound(order.Refund(asked.RefundId, asked.Amount));
                return await WaitForProcessor(order, answer, answerTime);
            }));
    }

    private static Task<IResult> Get(
        string orderId, string refundId, HttpContext http, IGrainFactory grains, TimeProvider time) =>
        RefundCalls.Answer(http, orderId, grains, order => new AnswerTime(time).Bound(order.GetRefund(refundId)));

    private static async Task<IResult> List(
        string orderId, HttpContext http, IGrainFactory grains, TimeProvider time)
    {
        if (!NamedOrder.TryFind(http, orderId, grains, out var order, out var problem)) return problem;
        return await new AnswerTime(time).Bound(order.Refunds()) is { } refunds
            ? TypedResults.Ok(new RefundList([.. refunds.Select(refund => refund.SeenBy(http))]))
            : Refusal.NotFound.ToProblem();
    }

    /// <summary>A moment, so that most callers have the claim's address at once.</summary>
    private static Task<RefundAnswer> WaitForProcessor(
        IPaymentIntentGrain order, RefundAnswer answer, AnswerTime answerTime) => answerTime.WaitWhile(
            answer, seen => seen.View is { Status: nameof(RefundProgress.Requested) },
            async (seen, patience) =>
            {
                await order.WaitForNews(seen.View!.Revision, patience);
                return await order.GetRefund(seen.View.RefundId);
            });
}
