using System.Text.Json.Nodes;
using CryptoPay.Sandbox.BtcPay.Wire;
using CryptoPay.Sandbox.Coins;
using CryptoPay.Sandbox.Faults;

namespace CryptoPay.Sandbox.BtcPay.Endpoints;

/// <summary>The part of BTCPay's Greenfield API that a gateway needs. Unknown routes are its bare 404 and 405.</summary>
internal static class BtcPayApi
{
    public static void MapBtcPayApi(this IEndpointRouteBuilder btcPay)
    {
        var api = btcPay.MapGroup("/api/v1");
        api.MapGet("/health", () => BtcPayJson.Answer(new JsonObject { ["synchronized"] = true }));

        var view = api.MapGroup("").AddEndpointFilter(new BtcPayKey(BtcPayErrors.CanView));
        view.MapGet("/invoices/{id}", Read);
        view.MapGet("/stores/{storeId}/invoices/{id}", Read);
        view.MapGet("/stores/{storeId}/invoices/{id}/payment-methods", ReadMethods);
        view.MapGet("/stores/{storeId}/invoices", SearchInvoices.Handle);

        api.MapPost("/stores/{storeId}/invoices", CreateInvoice.Handle)
            .AddEndpointFilter(new BtcPayKey(BtcPayErrors.CanCreate));
        api.MapPost("/stores/{storeId}/invoices/{id}/status", MarkInvoice.Handle)
            .AddEndpointFilter(new BtcPayKey(BtcPayErrors.CanModify));
    }

    /// <summary>BTCPay builds its links from the host that it was called by.</summary>
    public static string CheckoutBase(HttpRequest request) =>
        $"{request.Scheme}://{request.Host}{request.PathBase}/sandbox/btcpay/i";

    public static IResult PassingFault(TimeProvider time, string method) => BtcPayErrors.Generic(
        $"{time.GetUtcNow():MM/dd/yyyy HH:mm:ss}:Error {method}: Unexpected exception "
        + "(System.Net.Http.HttpRequestException: Connection refused (127.0.0.1:24446))\n");

    public static async Task<byte[]> Body(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return body.ToArray();
    }

    private static Task<IResult> Read(string id, HttpContext http, BtcPayInvoices invoices, FaultSwitch faults, TimeProvider time)
    {
        var includesMethods = http.Request.Query["includePaymentMethods"] == "true";
        return ReadAs(id, http, invoices, faults, time,
            invoice => InvoiceWire.Invoice(invoice, CheckoutBase(http.Request), includesMethods));
    }

    private static Task<IResult> ReadMethods(
        string id, HttpContext http, BtcPayInvoices invoices, FaultSwitch faults, TimeProvider time) =>
        ReadAs(id, http, invoices, faults, time, InvoiceWire.Methods);

    private static Task<IResult> ReadAs(
        string id, HttpContext http, BtcPayInvoices invoices, FaultSwitch faults, TimeProvider time,
        Func<Invoices.BtcPayInvoice, JsonNode> write) =>
        faults.Run(
            http, "read", invoices.Read(id) is { } found ? [found.OrderId] : [],
            () => PassingFault(time, "BTC-CHAIN"),
            () => invoices.Read(id) is { } invoice
                ? BtcPayJson.Answer(write(invoice))
                : BtcPayErrors.MissingPermission(BtcPayErrors.CanView));
}
