using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.ApiDocs;
using CryptoPay.Gateway.Bodies;
using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Gateway.Settings;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Refunds;

/// <summary>Gives money of a payment back, for keys that may, and says how far that is.</summary>
internal static class RefundEndpoints
{
    public static void MapRefunds(this IEndpointRouteBuilder app)
    {
        var refunds = app.MapGroup("/v1/payment-intents/{orderId}/refunds").WithTags("Refunds").DescribeGroup();
        refunds.MapPost("", Request).RequireScope(Scopes.PaymentsRefund).Shows(Look.Refunds)
            .RequireRateLimiting(RateLimits.Creates).DescribeRefundRequest();
        refunds.MapGet("", List).RequireScope(Scopes.PaymentsRead).Shows(Look.Refunds).DescribeRefundList();
        refunds.MapGet("/{refundId}", Get).RequireScope(Scopes.PaymentsRead).Shows(Look.Refunds).DescribeRefund();
    }

    private static Task<IResult> Request(
        string orderId, HttpContext http, BodyReader bodies, OrderCalls calls, IOptions<LimitOptions> limits) =>
        bodies.Read(http, body => RefundBody.Parse(body, limits.Value.AmountMaxInAny), asked =>
            calls.AnswerNewRefund(
                http, orderId, order => order.Refund(asked.RefundId, asked.Amount, http.User.Name())));

    private static Task<IResult> Get(string orderId, string refundId, HttpContext http, OrderCalls calls) =>
        calls.AnswerRefund(http, orderId, order => order.GetRefund(refundId));

    private static Task<IResult> List(string orderId, HttpContext http, OrderCalls calls) =>
        calls.AnswerRefunds(http, orderId);
}
