using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.ApiDocs;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Gateway.Refunds;

namespace CryptoPay.Gateway.Reviews;

/// <summary>Where a person says how it ends, because no read can tell.</summary>
internal static class ReviewEndpoints
{
    public static void MapReviews(this IEndpointRouteBuilder app)
    {
        var reviews = app.MapGroup("/v1/payment-intents/{orderId}").WithTags("Reviews").DescribeGroup();
        reviews.MapPost("/review", Resolve).RequireScope(Scopes.OpsWrite).DescribeReview();
        reviews.MapPost("/refunds/{refundId}/resolution", ResolveRefund).RequireScope(Scopes.OpsWrite)
            .DescribeRefundResolution();
    }

    private static async Task<IResult> Resolve(
        string orderId, HttpRequest request, PaymentIntentCalls calls, CancellationToken cancellation)
    {
        var body = await BoundedBody.Read(request, cancellation);
        return await ReviewBody.Parse(body, request.HttpContext.User.Name()).Then(resolution => calls.Answer(
            request.HttpContext, orderId, grain => grain.Resolve(resolution)));
    }

    private static async Task<IResult> ResolveRefund(
        string orderId, string refundId, HttpRequest request, IGrainFactory grains, TimeProvider time,
        CancellationToken cancellation)
    {
        var body = await BoundedBody.Read(request, cancellation);
        return await RefundResolutionBody.Parse(body, request.HttpContext.User.Name()).Then(resolution =>
            RefundCalls.Answer(request.HttpContext, orderId, grains, order =>
                new AnswerTime(time, AnswerTime.SearchMax).Bound(order.ResolveRefund(refundId, resolution))));
    }
}
