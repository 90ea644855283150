using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.ApiDocs;
using CryptoPay.Gateway.Bodies;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Gateway.Refunds;

namespace CryptoPay.Gateway.Reviews;

/// <summary>Where a person says how it ends, because no read can tell.</summary>
internal static class ReviewEndpoints
{
    public static void MapReviews(this IEndpointRouteBuilder app)
    {
        var reviews = app.MapGroup("/v1/payment-intents/{orderId}").WithTags("Reviews").DescribeGroup();
        reviews.MapPost("/review", Resolve).RequireScope(Scopes.OpsWrite).Shows(Look.Payment).DescribeReview();
        reviews.MapPost("/refunds/{refundId}/resolution", ResolveRefund).RequireScope(Scopes.OpsWrite).Shows(Look.Refunds)
            .DescribeRefundResolution();
    }

    private static Task<IResult> Resolve(string orderId, HttpContext http, BodyReader bodies, OrderCalls calls) =>
        bodies.Read(http, body => ReviewBody.Parse(body, http.User.Name()), resolution =>
            // A person's word is about what they saw: money that came after a lost answer is no repeat's to answer.
            calls.AnswerOnce(http, orderId, order => order.Resolve(resolution)));

    private static Task<IResult> ResolveRefund(
        string orderId, string refundId, HttpContext http, BodyReader bodies, OrderCalls calls) =>
        bodies.Read(http, body => RefundResolutionBody.Parse(body, http.User.Name()), resolution =>
            calls.AnswerRefund(
                http, orderId, order => order.ResolveRefund(refundId, resolution), AnswerTime.SearchMax));
}
