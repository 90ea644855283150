using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.ApiDocs;
using CryptoPay.Gateway.Bodies;
using CryptoPay.Gateway.Links;
using CryptoPay.Gateway.Settings;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Notifications;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.PaymentIntents;

/// <summary>
/// What a data action calls. The merchant is the API key's, so only a key for all merchants reaches another's orders.
/// </summary>
internal static class PaymentIntentEndpoints
{
    public static void MapPaymentIntents(this IEndpointRouteBuilder app)
    {
        var intents = app.MapGroup("/v1/payment-intents").WithTags("Payment intents").DescribeGroup();
        // What is refused shows nobody anything, so the access log looks first.
        intents.MapPost("", Create).RequireScope(Scopes.PaymentsCreate).RefusesInline().Shows(Look.Payment)
            .RequireRateLimiting(RateLimits.Creates).DescribeCreate();
        intents.MapGet("", List).RequireScope(Scopes.PaymentsRead, Scopes.OpsRead).ListsNothingInline()
            .Shows(Look.List).DescribeList();
        intents.MapPost("/find", Find).RequireScope(Scopes.PaymentsRead).RefusesInline().Shows(Look.Payment)
            .DescribeFind();
        intents.MapGet("/{orderId}", Get).RequireScope(Scopes.PaymentsRead).RefusesInline().Shows(Look.Payment)
            .DescribeIntent("Reads a payment.");
        intents.MapPost("/{orderId}/cancel", Cancel).RequireScope(Scopes.PaymentsCancel).RefusesInline()
            .Shows(Look.Payment).DescribeIntent("Cancels a payment that no money was seen for.");
        intents.MapPost("/{orderId}/invoices", StartInvoice).RequireScope(Scopes.PaymentsCreate).RefusesInline()
            .Shows(Look.Payment).RequireRateLimiting(RateLimits.Creates)
            .DescribeIntent("Makes the next invoice, for what is still due; the same answer while one is open.");
        intents.MapPost("/{orderId}/read", ReadNow).RequireScope(Scopes.OpsWrite).Shows(Look.Payment)
            .DescribeIntent("Reads a payment at its processor now, also a final one, and answers as it is then.");
        intents.MapGet("/{orderId}/events", Events).RequireScope(Scopes.PaymentsRead).Shows(Look.Events)
            .DescribeEvents();
        intents.MapGet("/{orderId}/transactions", Transactions).RequireScope(Scopes.OpsRead).Shows(Look.Transactions)
            .DescribeTransactions();
        intents.MapResume();
    }

    private static Task<IResult> Create(
        HttpContext http, BodyReader bodies, OrderCalls calls, IOptions<LimitOptions> limits,
        NotificationHosts hosts) => NamedMerchant.TryFindOne(http, out var merchant, out var problem)
            ? bodies.Read(http, body => CreateRequest.Parse(body, limits.Value, hosts.Of(merchant)), create =>
                calls.AnswerWithInvoice(http, create.OrderId, order => order.Create(create.Intent, http.User.Name())))
            : Task.FromResult(problem);

    private static Task<IResult> Get(string orderId, HttpContext http, OrderCalls calls) =>
        calls.Answer(http, orderId, order => order.Get());

    private static Task<IResult> Find(HttpContext http, BodyReader bodies, OrderCalls calls) =>
        bodies.Read(http, FindBody.Parse, find => calls.Answer(http, find.OrderId, order => order.Get()));

    private static Task<IResult> Cancel(string orderId, HttpContext http, OrderCalls calls) =>
        calls.Answer(http, orderId, order => order.Cancel(http.User.Name()));

    private static Task<IResult> StartInvoice(string orderId, HttpContext http, OrderCalls calls) =>
        calls.AnswerWithInvoice(http, orderId, order => order.StartInvoice(http.User.Name()));

    private static Task<IResult> ReadNow(string orderId, HttpContext http, OrderCalls calls) =>
        calls.AnswerOnce(http, orderId, order => order.ReadNow(http.User.Name(), AnswerTime.PatienceMax));

    private static Task<IResult> Events(string orderId, HttpContext http, OrderCalls calls) =>
        calls.Ask(http, orderId, async (order, answerTime) =>
            await answerTime.Ask(order.History) is { IsEmpty: false } events
                ? TypedResults.Ok(PaymentIntentEvents.Of(events))
                : Problems.NoSuchOrder);

    private static Task<IResult> Transactions(string orderId, HttpContext http, OrderCalls calls) =>
        calls.Ask(http, orderId, async (order, answerTime) =>
            await answerTime.Ask(order.Transactions) is { } seen
                ? TypedResults.Ok(TransactionList.Of(seen))
                : Problems.NoSuchOrder);

    private static async Task<IResult> List(
        [AsParameters] ListFilters filters, string? cursor, string? take, HttpContext http,
        IGrainFactory grains, OrderLinks links, TimeProvider time)
    {
        var isNamed = http.User.May(Scopes.OpsRead)
            ? NamedMerchant.TryFind(http, out var merchant, out var problem)
            : NamedMerchant.TryFindOne(http, out merchant, out problem);
        if (!isNamed) return problem!;

        var whose = merchant == "" ? null : merchant;
        if (!ListRequest.TryParse(whose, filters, cursor, take, out var query, out var errors))
            return Problems.OfFields(errors);

        http.LooksAt(new LookedAt(merchant));
        var answerTime = new AnswerTime(time);
        var page = await answerTime.Ask(() => grains.GetGrain<IPaymentIntentListGrain>(0).List(query));
        return page is null
            ? Problems.OfFields(new Dictionary<string, string[]> { ["cursor"] = [ListRequest.CursorRule] })
            : TypedResults.Ok(page with
            {
                Items = [.. await Task.WhenAll(page.Items.Select(view => links.AddTo(view, answerTime)))],
            });
    }
}
