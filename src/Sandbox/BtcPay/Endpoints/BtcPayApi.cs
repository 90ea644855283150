using System.Text.Json.Nodes;
using CryptoPay.Sandbox.BtcPay.Invoices;
using CryptoPay.Sandbox.BtcPay.Wire;

namespace CryptoPay.Sandbox.BtcPay.Endpoints;

/// <summary>What a gateway needs of BTCPay's Greenfield API. Unknown routes are its bare 404 and 405.</summary>
internal static class BtcPayApi
{
    public static void MapBtcPayApi(this IEndpointRouteBuilder btcPay)
    {
        var api = btcPay.MapGroup("/api/v1");
        api.MapGet("/health", () => BtcPayJson.Answer(new JsonObject { ["synchronized"] = true }));

        var view = api.MapGroup("").AddEndpointFilter(new BtcPayKey(BtcPayErrors.CanView));
        view.MapGet("/invoices/{id}", Read);
        view.MapGet("/stores/{storeId}/invoices/{id}", Read);
        view.MapGet("/stores/{storeId}/invoices/{id}/payment-methods", (string id, [AsParameters] BtcPayCall call) =>
            ReadAs(id, call, InvoiceWire.Methods));
        view.MapGet("/stores/{storeId}/invoices", SearchInvoices.Handle);

        api.MapPost("/stores/{storeId}/invoices", CreateInvoice.Handle)
            .AddEndpointFilter(new BtcPayKey(BtcPayErrors.CanCreate));
        api.MapPost("/stores/{storeId}/invoices/{id}/status", MarkInvoice.Handle)
            .AddEndpointFilter(new BtcPayKey(BtcPayErrors.CanModify));
        api.MapPost("/stores/{storeId}/invoices/{id}/refund", RefundInvoice.Handle)
            .AddEndpointFilter(new BtcPayKey(BtcPayErrors.CanRefund));
        api.MapPullPayments();
        api.MapSetUp();
    }

    private static Task<IResult> Read(string id, [AsParameters] BtcPayCall call) =>
        ReadAs(id, call, invoice => InvoiceWire.Invoice(invoice, call.CheckoutBase, call.IncludesMethods));

    private static Task<IResult> ReadAs(string id, BtcPayCall call, Func<BtcPayInvoice, JsonNode> write) =>
        call.Run("read", call.Invoices.Read(id) is { } found ? [found.OrderId] : [], () =>
            call.Invoices.Read(id) is { } invoice
                ? BtcPayJson.Answer(write(invoice))
                : BtcPayErrors.MissingPermission(BtcPayErrors.CanView));
}
