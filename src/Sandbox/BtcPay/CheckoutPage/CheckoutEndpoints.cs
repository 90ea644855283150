using CryptoPay.Sandbox.BtcPay.Invoices;
using CryptoPay.Sandbox.BtcPay.Store;
using CryptoPay.Sandbox.Calls;
using CryptoPay.Sandbox.Orders;
using CryptoPay.Sandbox.Pages;
using CryptoPay.WebPages;

namespace CryptoPay.Sandbox.BtcPay.CheckoutPage;

internal static class CheckoutEndpoints
{
    public static void MapCheckoutPage(this IEndpointRouteBuilder btcPay)
    {
        btcPay.MapGet("/i/{id}", (string id, HttpContext http, BtcPayInvoices invoices) =>
            invoices.Read(id) is { } invoice ? CheckoutPage.Answer(http, invoice) : Missing(http));
        btcPay.MapGet("/i/{id}/status", (string id, BtcPayInvoices invoices) =>
            invoices.Read(id) is { } invoice
                ? SandboxJson.Ok(new
                {
                    Status = invoice.Status.ToString(),
                    AdditionalStatus = invoice.AdditionalStatus.ToString(),
                    Version = CheckoutPage.Version(invoice),
                })
                : Results.NotFound());
        btcPay.MapPost("/i/{id}/{control}", Press);
    }

    private static IResult Press(string id, string control, HttpContext http, BtcPayInvoices invoices)
    {
        if (invoices.Read(id) is not { } invoice || OrderButtons.Find(control, Due(invoice)) is not { } pressed)
            return Missing(http);
        invoices.Apply(id, pressed);
        return Results.Redirect($"{http.Request.PathBase}/sandbox/btcpay/i/{invoice.Id}");
    }

    /// <summary>In the invoice's currency; where nothing is due, as much again as was asked for, or 1.</summary>
    private static decimal Due(BtcPayInvoice invoice)
    {
        var due = invoice.Methods is [var method, ..] ? Accounting.Of(invoice, method).Due * method.Rate : 0;
        return due > 0 ? due : invoice.Amount is > 0 and var amount ? amount : 1;
    }

    private static IResult Missing(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return SandboxPage.Answer(
            http, "No such invoice", Html.Of($"<main><section><h1>No such invoice</h1></section></main>"));
    }
}
