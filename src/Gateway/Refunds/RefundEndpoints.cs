using System.Security.Claims;
using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.ApiDocs;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.PaymentIntents;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Refunds;

/// <summary>Gives money of a payment back, for keys that may, and says how far that is.</summary>
internal static class RefundEndpoints
{
    public static void MapRefunds(this IEndpointRouteBuilder app)
    {
        var refunds = app.MapGroup("/v1/payment-intents/{orderId}/refunds").WithTags("Refunds").DescribeProblems();
        refunds.MapPost("", Request).RequireAuthorization(RefundPermission.Policy)
            .RequireRateLimiting(RateLimits.Creates).DescribeRefundRequest();
        refunds.MapGet("", List).DescribeRefundList();
        refunds.MapGet("/{refundId}", Get).DescribeRefund();
    }

    private static async Task<IResult> Request(
        string orderId, HttpRequest request, IGrainFactory grains, TimeProvider time, IOptions<LimitOptions> limits,
        CancellationToken cancellation)
    {
        var body = await BoundedBody.Read(request, cancellation);
        return await RefundBody.Parse(body, limits.Value.AmountMax).Then(async asked =>
        {
            if (Order(grains, request.HttpContext.User, orderId) is not { } order) return Refusal.NotFound.ToProblem();
            var answerTime = new AnswerTime(time);
            var answer = await answerTime.Bound(order.Refund(asked.RefundId, asked.Amount));
            return ToResult(await WaitForProcessor(order, answer, answerTime), request);
        });
    }

    private static async Task<IResult> Get(
        string orderId, string refundId, HttpRequest request, IGrainFactory grains, TimeProvider time) =>
        Order(grains, request.HttpContext.User, orderId) is { } order
            ? ToResult(await new AnswerTime(time).Bound(order.GetRefund(refundId)), request)
            : Refusal.NotFound.ToProblem();

    private static async Task<IResult> List(
        string orderId, HttpRequest request, IGrainFactory grains, TimeProvider time) =>
        Order(grains, request.HttpContext.User, orderId) is { } order
        && await new AnswerTime(time).Bound(order.Refunds()) is { } refunds
            ? TypedResults.Ok(new RefundList([.. refunds.Select(refund => Seen(refund, request))]))
            : Refusal.NotFound.ToProblem();

    /// <summary>A moment, so that most callers have the claim's address at once.</summary>
    private static Task<RefundAnswer> WaitForProcessor(
        IPaymentIntentGrain order, RefundAnswer answer, AnswerTime answerTime) => answerTime.WaitWhile(
            answer, seen => seen.View is { Status: nameof(RefundProgress.Requested) },
            async (seen, patience) =>
            {
                await order.WaitForNews(seen.View!.Revision, patience);
                return await order.GetRefund(seen.View.RefundId);
            });

    private static IPaymentIntentGrain? Order(IGrainFactory grains, ClaimsPrincipal user, string orderId) =>
        WireForms.IsOrderId(orderId)
            ? grains.GetGrain<IPaymentIntentGrain>(IPaymentIntentGrain.KeyOf(user.Merchant(), orderId))
            : null;

    private static IResult ToResult(RefundAnswer answer, HttpRequest request) => answer is { View: { } view }
        ? TypedResults.Ok(Seen(view, request))
        : answer.Refusal.ToProblem();

    /// <summary>
    /// Who has the claim's address can take the money, so it is for keys that may have it given back.
    /// </summary>
    private static RefundView Seen(RefundView view, HttpRequest request) =>
        (RefundPermission.IsHeldBy(request.HttpContext.User) ? view : view with { ClaimUrl = "" })
            .InLanguageOf(request);
}
