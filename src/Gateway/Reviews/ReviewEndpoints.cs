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
        string orderId, HttpRequest request, PaymentIntentCalls calls, UnsetVariableMetrics unset,
        CancellationToken cancellation)
    {
        var (http, body) = (request.HttpContext, await BoundedBody.Read(request, cancellation));
        return await unset.Count(ReviewBody.Parse(body, http.User.Name()), http).Then(resolution =>
            calls.Answer(http, orderId, grain => grain.Resolve(resolution)));
    }

    private static async Task<IResult> ResolveRefund(
        string orderId, string refundId, HttpRequest request, IGrainFactory grains, TimeProvider time,
        UnsetVariableMetrics unset, CancellationToken cancellation)
    {
        var (http, body) = (request.HttpContext, await BoundedBody.Read(request, cancellation));
        return await unset.Count(RefundResolutionBody.Parse(body, http.User.Name()), http).Then(resolution =>
            RefundCalls.Answer(http, orderId, grains, order =>
                new AnswerTime(time, AnswerTime.SearchMax).Bound(order.ResolveRefund(refundId, resolution))));
    }
}
