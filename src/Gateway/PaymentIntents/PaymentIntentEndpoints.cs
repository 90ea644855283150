using System.Security.Claims;
using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.ApiDocs;
using CryptoPay.Gateway.Errors;
using CryptoPay.Gateway.Qr;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.PaymentIntents;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.PaymentIntents;

/// <summary>
/// What a data action calls. The merchant is the API key's, so no key reaches another merchant's orders.
/// </summary>
internal static class PaymentIntentEndpoints
{
    public static void MapPaymentIntents(this IEndpointRouteBuilder app)
    {
        var intents = app.MapGroup("/v1/payment-intents").WithTags("Payment intents").DescribeProblems();
        intents.MapPost("", Create).RequireRateLimiting(RateLimits.Creates).DescribeCreate();
        intents.MapGet("", List).DescribeList();
        intents.MapGet("/{orderId}", Get).DescribeIntent("Reads a payment.");
        intents.MapPost("/{orderId}/cancel", Cancel).DescribeIntent("Cancels a payment that no money was seen for.");
        intents.MapPost("/{orderId}/invoices", StartInvoice).RequireRateLimiting(RateLimits.Creates)
            .DescribeIntent("Makes the next invoice, for what is still due; the same answer while one is open.");
        intents.MapGet("/{orderId}/events", Events).DescribeEvents();
    }

    private static async Task<IResult> Create(
        HttpRequest request, PaymentIntentCalls calls, IOptions<LimitOptions> limits, CancellationToken cancellation)
    {
        var body = await BoundedBody.Read(request, cancellation);
        return await CreateRequest.Parse(body, limits.Value.AmountMax).Then(create => calls.AnswerWithInvoice(
            request.HttpContext, create.OrderId, grain => grain.Create(create.Intent)));
    }

    private static Task<IResult> Get(string orderId, HttpContext http, PaymentIntentCalls calls) =>
        calls.Answer(http, orderId, grain => grain.Get());

    private static Task<IResult> Cancel(string orderId, HttpContext http, PaymentIntentCalls calls) =>
        calls.Answer(http, orderId, grain => grain.Cancel());

    private static Task<IResult> StartInvoice(string orderId, HttpContext http, PaymentIntentCalls calls) =>
        calls.AnswerWithInvoice(http, orderId, grain => grain.StartInvoice());

    private static async Task<IResult> Events(
        string orderId, ClaimsPrincipal user, IGrainFactory grains, TimeProvider time)
    {
        if (!WireForms.IsOrderId(orderId))
        {
            return Refusal.NotFound.ToProblem();
        }

        var grain = grains.GetGrain<IPaymentIntentGrain>(IPaymentIntentGrain.KeyOf(user.Merchant(), orderId));
        var events = await new AnswerTime(time).Bound(grain.History());
        return events.IsEmpty ? Refusal.NotFound.ToProblem() : TypedResults.Ok(new PaymentIntentEvents(events));
    }

    private static async Task<IResult> List(
        string? status, string? from, string? cursor, string? take,
        ClaimsPrincipal user, IGrainFactory grains, QrLinks links, TimeProvider time)
    {
        if (!ListRequest.TryParse(user.Merchant(), status, from, cursor, take, out var query, out var errors))
        {
            return Problems.OfFields(errors);
        }

        var page = await new AnswerTime(time).Bound(grains.GetGrain<IPaymentIntentListGrain>(0).List(query));
        return page is null
            ? Problems.OfFields(new Dictionary<string, string[]> { ["cursor"] = [ListRequest.CursorRule] })
            : TypedResults.Ok(page with { Items = [.. page.Items.Select(view => links.AddTo(view, query.Merchant))] });
    }
}
