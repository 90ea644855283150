using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Answers;
using CryptoPay.Gateway.Links;
using CryptoPay.Payments;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Gateway.OrderPages;

/// <summary>
/// The pages behind <c>payUrl</c> and <c>agentUrl</c>. Their address is the secret: who has it sees them, and may ask
/// for a next invoice.
/// </summary>
internal static class OrderPageEndpoints
{
    public static void MapOrderPages(this IEndpointRouteBuilder app)
    {
        Map(OrderLinks.Pay, Look.PayPage);
        Map(OrderLinks.Agent, Look.AgentPage);

        void Map(string what, string look)
        {
            var page = app.MapGroup($"/{what}/{{merchant}}/{{orderId}}/{LinkPaths.Hidden}")
                .AllowAnonymous().ExcludeFromDescription();
            // Who checks links asks for the head of a page.
            page.MapMethods("", [HttpMethods.Get, HttpMethods.Head],
                (string merchant, string orderId, HttpContext http, OrderPageCalls calls) =>
                    calls.Open(http, what, new OrderKey(merchant, orderId), Show)).Shows(look);
            page.MapGet($"/{LinkPaths.Live}", (string merchant, string orderId, HttpContext http, OrderPageCalls calls) =>
                calls.Open(http, what, new OrderKey(merchant, orderId), Follow)).Shows(look);
            page.MapPost($"/{LinkPaths.Invoices}",
                (string merchant, string orderId, HttpContext http, OrderPageCalls calls) =>
                    calls.Open(http, what, new OrderKey(merchant, orderId), StartInvoice));
            // Where a browser comes to that loads the answer to its form again.
            page.MapGet($"/{LinkPaths.Invoices}", (HttpContext http) => BackTo(LinkPaths.SecretOf(http)!));
            app.MapGet($"/{what}/{{**mistyped}}", (HttpContext http, OrderPageCalls calls) => calls.NoLink(http, what))
                .AllowAnonymous().ExcludeFromDescription();
        }
    }

    private static async Task<IResult> Show(HttpContext http, OpenedPage page)
    {
        var shown = await page.Render(page.View, http.Request.Query.ContainsKey(PayPage.Refused));
        return shown.ToPage().Answer(http);
    }

    private static Task<IResult> Follow(HttpContext http, OpenedPage page)
    {
        // A site whose customer has the link may show how the payment stands. The link is all that opens it.
        if (page.What == OrderLinks.Pay) http.Response.Headers.AccessControlAllowOrigin = "*";
        var stream = http.RequestServices.GetRequiredService<PageNewsStream>();
        return Task.FromResult<IResult>(new EventStream(stream.Of(page, http.RequestAborted)));
    }

    private static async Task<IResult> StartInvoice(HttpContext http, OpenedPage page)
    {
        var answer = await page.AnswerTime.Ask(
            () => page.Order.StartInvoice($"{AccessLogging.Link}:{page.What}"));
        var query = QueryString.Create(PageLanguage.Key, PageLanguage.Of(http.Request, page.View.Language));
        if (answer.Refusal != Refusal.None) query = query.Add(PayPage.Refused, "");
        return BackTo(await page.Secret(), query);
    }

    /// <summary>From what is asked of a page back to it.</summary>
    // Relative, as whatever prefix a proxy takes off stands before it.
    internal static IResult BackTo(string secret, QueryString query = default) => new SeeOther($"../{secret}{query}");
}
