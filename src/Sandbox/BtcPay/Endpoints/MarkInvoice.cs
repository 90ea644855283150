using CryptoPay.Sandbox.BtcPay.Invoices;
using CryptoPay.Sandbox.BtcPay.Wire;
using CryptoPay.Sandbox.Faults;

namespace CryptoPay.Sandbox.BtcPay.Endpoints;

/// <summary>Marks by hand. The answer shows the invoice as it was before the mark.</summary>
internal static class MarkInvoice
{
    private static readonly FieldError NotMarkable =
        new("Status", "Status can only be marked to invalid or settled within certain conditions.");

    public static async Task<IResult> Handle(
        string id, HttpContext http, BtcPayInvoices invoices, FaultSwitch faults, TimeProvider time)
    {
        if (invoices.Read(id) is not { } known)
        {
            return BtcPayErrors.MissingPermission(BtcPayErrors.CanModify);
        }
        if (!http.Request.HasJsonContentType())
        {
            return BtcPayErrors.UnsupportedMediaType();
        }
        var (root, error) = Json.ReadObject(await BtcPayApi.Body(http.Request));
        if (error is not null)
        {
            return BtcPayErrors.Unprocessable(error, FieldError.Unreadable);
        }
        var wanted = Json.Of(root, "status").ToString();
        if (!Enum.TryParse<InvoiceStatus>(wanted, out var status) || !Enum.IsDefined(status))
        {
            return BtcPayErrors.Unprocessable(
                new FieldError("status", $"Error converting value \"{wanted}\" to type "
                    + "'BTCPayServer.Client.Models.InvoiceStatus'. Path 'status', line 1, position 0."),
                FieldError.Unreadable);
        }
        return await faults.Run(
            http, "mark", [known.OrderId],
            () => BtcPayApi.PassingFault(time, "BTC-CHAIN"),
            () => invoices.Mark(id, status) is { IsMarked: true } marked
                ? BtcPayJson.Answer(InvoiceWire.Invoice(marked.Before, BtcPayApi.CheckoutBase(http.Request)))
                : BtcPayErrors.Unprocessable(NotMarkable));
    }
}
