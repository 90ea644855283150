using CryptoPay.Sandbox.Pages;
using CryptoPay.WebPages;

namespace CryptoPay.Sandbox.Orders;

/// <summary>
/// A plain checkout page of any dialect: what is due, and buttons that play the customer and the chain.
/// </summary>
internal static class InvoicePage
{
    private static readonly Dictionary<string, OrderControl> Controls = new()
    {
        ["pay"] = new OrderControl.Pay(null),
        ["confirm"] = new OrderControl.Confirm(1),
        ["double-spend"] = new OrderControl.DoubleSpend(),
        ["expire"] = new OrderControl.Expire(),
    };

    /// <param name="path">From the root; the invoice's ID follows.</param>
    public static void MapInvoicePage<TBook>(this IEndpointRouteBuilder group, string path)
        where TBook : class, IInvoiceBook
    {
        var name = path.Split('/')[^1];
        group.MapGet($"/{name}/{{id}}", (string id, HttpContext http, TBook book) =>
            Find(book, id) is { } invoice ? Answer(http, invoice, path) : Results.NotFound());
        group.MapPost($"/{name}/{{id}}/{{control}}", (string id, string control, HttpContext http, TBook book) =>
        {
            if (Find(book, id) is null || !Controls.TryGetValue(control, out var pressed)) return Results.NotFound();
            book.Apply(id, pressed);
            return Results.Redirect($"{http.Request.PathBase}{path}/{id}");
        });
    }

    private static string Label(string control) => $"{char.ToUpperInvariant(control[0])}{control[1..]}";

    private static OrderInvoice? Find(IInvoiceBook book, string id) =>
        book.Newest(int.MaxValue).FirstOrDefault(invoice => invoice.InvoiceId == id);

    private static IResult Answer(HttpContext http, OrderInvoice invoice, string path)
    {
        var own = $"{http.Request.PathBase}{path}/{invoice.InvoiceId}";
        var status = invoice.AdditionalStatus == "None"
            ? invoice.Status
            : $"{invoice.Status}, {invoice.AdditionalStatus}";
        var buttons = Controls.Keys.Select(control => Html.Of(
            $"""<button class="{(control == "pay" ? "main" : "")}" formaction="{own}/{control}">{Label(control)}</button>"""));
        return SandboxPage.Answer(http, "Sandbox checkout", Html.Of(
            $"""
            <main>
              <header><p class="badge">Sandbox, no real money</p><h1>{invoice.Processor} checkout</h1></header>
              <section aria-label="Payment">
                <p class="state"><span role="status">{status}</span></p>
                <p class="amount">{invoice.Amount} {invoice.Currency}</p>
                <p class="coins">{invoice.CryptoDue} {invoice.CryptoCode} due, {invoice.AmountPaid} {invoice.Currency} paid</p>
              </section>
              <section class="sandbox" aria-labelledby="sandbox">
                <h2 id="sandbox">Sandbox</h2>
                <p class="quiet">You are the customer and the chain: make something happen.</p>
                <form class="controls" method="post">{Html.Join(buttons)}</form>
              </section>
              <p class="quiet">Order {invoice.OrderId} · <a href="{http.Request.PathBase}/sandbox">all invoices</a></p>
            </main>
            """));
    }
}
