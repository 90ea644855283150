using CryptoPay.Sandbox.BtcPay.PullPayments;
using CryptoPay.Sandbox.BtcPay.Store;
using CryptoPay.Sandbox.Pages;
using CryptoPay.WebPages;

namespace CryptoPay.Sandbox.BtcPay.CheckoutPage;

/// <summary>Where the customer claims a refund, and below it the buttons that play the store.</summary>
internal static class ClaimPage
{
    private static readonly Dictionary<string, Func<PullPayment, DateTimeOffset, PullPayment>> Controls = new()
    {
        ["claim"] = PullPaymentRules.Claim,
        ["pay-out"] = (pullPayment, now) => PullPaymentRules.PayOut(pullPayment, now),
        ["archive"] = (pullPayment, _) => PullPaymentRules.Archive(pullPayment),
    };

    public static void MapClaimPage(this IEndpointRouteBuilder btcPay)
    {
        btcPay.MapGet("/pull-payments/{id}", (string id, HttpContext http, PullPaymentBook book) =>
            book.Read(id) is { } pullPayment ? Answer(http, pullPayment) : Results.NotFound());
        btcPay.MapPost("/pull-payments/{id}/{control}",
            (string id, string control, HttpContext http, PullPaymentBook book) =>
            {
                if (book.Read(id) is null || !Controls.TryGetValue(control, out var pressed)) return Results.NotFound();
                book.Apply(id, pressed);
                return Results.Redirect(PathOf(http, id));
            });
    }

    private static IResult Answer(HttpContext http, PullPayment pullPayment)
    {
        var path = PathOf(http, pullPayment.Id);
        var lines = pullPayment.Payouts.Select(payout => Html.Of(
            $"<li>{payout.OriginalAmount} {pullPayment.Currency}: {payout.State}</li>"));
        return SandboxPage.Answer(http, "Sandbox refund", Html.Of(
            $"""
            <main>
              <header><p class="badge">Sandbox, no real money</p><h1>{pullPayment.Name}</h1></header>
              <section aria-label="Refund">
                <p class="state"><span role="status">{(pullPayment.IsArchived ? "Archived" : "Active")}</span></p>
                <p class="amount">{pullPayment.Amount} {pullPayment.Currency}</p>
                <ul>{Html.Join(lines)}</ul>
              </section>
              <section class="sandbox" aria-labelledby="sandbox">
                <h2 id="sandbox">Sandbox</h2>
                <p class="quiet">You are the customer, who claims, and the store, which pays out.</p>
                <form class="controls" method="post">
                  <button class="main" formaction="{path}/claim">Claim</button>
                  <button formaction="{path}/pay-out">Pay out</button>
                  <button formaction="{path}/archive">Archive</button>
                </form>
              </section>
              <p class="quiet">Order {pullPayment.OrderId} ·
                <a href="{http.Request.PathBase}/sandbox">all invoices</a></p>
            </main>
            """));
    }

    private static string PathOf(HttpContext http, string id) =>
        $"{http.Request.PathBase}/sandbox/btcpay/pull-payments/{id}";
}
