using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.ApiDocs;
using CryptoPay.Gateway.Bodies;
using CryptoPay.Gateway.PaymentIntents;

namespace CryptoPay.Gateway.Sinks;

/// <summary>Shows who was told of a payment, and lets people have somebody told.</summary>
internal static class SinkEndpoints
{
    public static void MapSinks(this IEndpointRouteBuilder app)
    {
        var sinks = app.MapGroup("/v1/payment-intents/{orderId}").WithTags("Case sinks").DescribeGroup();
        sinks.MapGet("/sinks", List).RequireScope(Scopes.PaymentsRead).Shows(Look.Sinks).DescribeSinks(
            "How far each case sink was told of a payment.");
        sinks.MapPost("/sinks/{sink}/resume", Resume).RequireScope(Scopes.OpsWrite).Shows(Look.Sinks).DescribeSinks(
            "Has a sink told what is parked there.");
        sinks.MapPost("/sinks/{sink}/redeliver", Redeliver).RequireScope(Scopes.OpsWrite).Shows(Look.Sinks).DescribeSinks(
            "Has a sink told the newest again, though it was told, or may have been.");
        sinks.MapPost("/refunds/{refundId}/send", SendClaimLink).RequireScope(Scopes.PaymentsRefund)
            .RequireRateLimiting(RateLimits.Creates).Shows(Look.Sinks).DescribeSend();
    }

    private static Task<IResult> List(string orderId, HttpContext http, OrderCalls calls) =>
        calls.AnswerSinks(http, orderId, order => order.Sinks());

    private static Task<IResult> Resume(string orderId, string sink, HttpContext http, OrderCalls calls) =>
        calls.AnswerSinks(http, orderId, order => order.AskSink(sink, isAgain: false, http.User.Name()));

    private static Task<IResult> Redeliver(string orderId, string sink, HttpContext http, OrderCalls calls) =>
        calls.AnswerSinks(http, orderId, order => order.AskSink(sink, isAgain: true, http.User.Name()));

    private static Task<IResult> SendClaimLink(
        string orderId, string refundId, HttpContext http, BodyReader bodies, OrderCalls calls) =>
        bodies.Read(http, body => SendLinkBody.Parse(body, refundId), send =>
            calls.AnswerSend(http, orderId, send, http.User.Name()));
}
