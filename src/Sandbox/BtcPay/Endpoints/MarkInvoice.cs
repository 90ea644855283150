using CryptoPay.Sandbox.BtcPay.Invoices;
using CryptoPay.Sandbox.BtcPay.Wire;

namespace CryptoPay.Sandbox.BtcPay.Endpoints;

/// <summary>Marks by hand. The answer shows the invoice as it was before the mark.</summary>
internal static class MarkInvoice
{
    private static readonly FieldError NotMarkable =
        new("Status", "Status can only be marked to invalid or settled within certain conditions.");

    public static async Task<IResult> Handle(string id, [AsParameters] BtcPayCall call)
    {
        if (call.Invoices.Read(id) is not { } known) return BtcPayErrors.MissingPermission(BtcPayErrors.CanModify);
        if (!call.Http.Request.HasJsonContentType()) return BtcPayErrors.UnsupportedMediaType();
        var (root, error) = Json.ReadObject(await call.Body());
        if (error is not null) return BtcPayErrors.Unprocessable(error, FieldError.Unreadable);
        var wanted = Json.Of(root, "status").ToString();
        if (!Enum.TryParse<InvoiceStatus>(wanted, out var status) || !Enum.IsDefined(status))
        {
            return BtcPayErrors.Unprocessable(
                new FieldError("status", $"Error converting value \"{wanted}\" to type "
                    + "'BTCPayServer.Client.Models.InvoiceStatus'. Path 'status', line 1, position 0."),
                FieldError.Unreadable);
        }
        return await call.Run("mark", [known.OrderId], () =>
            call.Invoices.Mark(id, status) is { IsMarked: true } marked
                ? BtcPayJson.Answer(InvoiceWire.Invoice(marked.Before, call.CheckoutBase))
                : BtcPayErrors.Unprocessable(NotMarkable));
    }
}
