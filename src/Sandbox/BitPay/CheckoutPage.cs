using CryptoPay.Sandbox.Calls;
using CryptoPay.Sandbox.Orders;
using CryptoPay.Sandbox.Pages;
using CryptoPay.WebPages;

namespace CryptoPay.Sandbox.BitPay;

/// <summary>The invoice's page: what is due, and the buttons that play the customer and the chain.</summary>
internal static class CheckoutPage
{
    public static void MapBitPayCheckoutPage(this IEndpointRouteBuilder bitPay)
    {
        bitPay.MapGet("/invoice", (string id, HttpContext http, BitPayInvoices invoices) =>
            invoices.Read(id) is { } invoice ? Answer(http, invoice) : Results.NotFound());
        bitPay.MapGet("/invoice/status", (string id, BitPayInvoices invoices) =>
            invoices.Read(id) is { } invoice ? SandboxJson.Ok(new { Version = Version(invoice) }) : Results.NotFound());
        bitPay.MapPost("/invoice/{control}", (string control, string id, HttpContext http, BitPayInvoices invoices) =>
        {
            if (invoices.Read(id) is not { } invoice || Control(invoice, control) is not { } pressed)
                return Results.NotFound();
            invoices.Apply(id, pressed);
            return Results.Redirect($"{http.Request.PathBase}{InvoiceWire.PagePath}{invoice.Id}");
        });
    }

    private static OrderControl? Control(BitPayInvoice invoice, string control) => control switch
    {
        "pay-in-full" => new OrderControl.Pay(null),
        "pay-half" => new OrderControl.Pay(invoice.Price / 2),
        "pay-too-much" => new OrderControl.Pay(invoice.Price * 1.5m),
        "confirm" => new OrderControl.Confirm(1),
        "double-spend" => new OrderControl.DoubleSpend(),
        "expire" => new OrderControl.Expire(),
        _ => null,
    };

    private static IResult Answer(HttpContext http, BitPayInvoice invoice)
    {
        var path = $"{http.Request.PathBase}/sandbox/bitpay/invoice";
        var tone = invoice.Status switch
        {
            InvoiceStatus.New => "",
            InvoiceStatus.Paid => "warn",
            InvoiceStatus.Confirmed or InvoiceStatus.Complete => "good",
            _ => "bad",
        };
        return SandboxPage.Answer(http, "Sandbox checkout", Html.Of(
            $"""
            <main data-status-url="{path}/status?id={invoice.Id}" data-version="{Version(invoice)}">
              <header><p class="badge">Sandbox, no real money</p><h1>Checkout</h1></header>
              <section aria-label="Payment">
                <p class="state"><span class="{tone}" role="status">{InvoiceWire.Status(invoice)}
                  {InvoiceWire.Exception(invoice)}</span></p>
                <p class="amount">{invoice.Price:0.00######} {invoice.Currency}</p>
                {(invoice.Status == InvoiceStatus.New ? PayHere(invoice) : Html.Empty)}
              </section>
              <section class="sandbox" aria-labelledby="sandbox">
                <h2 id="sandbox">Sandbox</h2>
                <p class="quiet">You are the customer and the chain: make something happen.</p>
                <form class="controls" method="post">
                  {Button("pay-in-full", "Pay in full")}{Button("pay-half", "Pay half")}
                  {Button("pay-too-much", "Pay too much")}{Button("confirm", "Confirm")}
                  {Button("double-spend", "Double-spend")}{Button("expire", "Expire")}
                </form>
              </section>
              <p class="quiet">Order {invoice.OrderId} · Invoice {invoice.Id} ·
                <a href="{http.Request.PathBase}/sandbox">all invoices</a></p>
            </main>
            """));

        Html Button(string control, string label) =>
            Html.Of($"""<button formaction="{path}/{control}?id={invoice.Id}">{label}</button>""");
    }

    private static Html PayHere(BitPayInvoice invoice) => Html.Of(
        $"""
        <p class="coins">{invoice.Total.Amount - invoice.Paid:0.########} {invoice.Total.Coin} due</p>
        <a class="button" href="{InvoiceWire.PaymentUri(invoice, invoice.Total)}">Open in wallet</a>
        """);

    /// <summary>Changes with all that the page shows.</summary>
    private static string Version(BitPayInvoice invoice) =>
        $"{invoice.Status} {invoice.Payments.Length} {invoice.Payments.Sum(payment => payment.Confirmations)}";
}
