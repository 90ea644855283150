using System.Globalization;
using System.Text.Json.Nodes;

namespace CryptoPay.Sandbox.BitPay;

/// <summary>A refund as BitPay writes it.</summary>
internal static class RefundWire
{
    public static JsonObject Refund(BitPayInvoice invoice, BitPayRefund refund)
    {
        var wire = new JsonObject
        {
            ["id"] = refund.Id,
            ["invoice"] = invoice.Id,
            ["status"] = refund.Status.ToString().ToLowerInvariant(),
            ["amount"] = refund.Amount,
            ["currency"] = invoice.Currency,
            ["refundFee"] = 0,
            ["immediate"] = refund.Immediate,
            ["buyerPaysRefundFee"] = refund.BuyerPaysRefundFee,
            ["requestDate"] = refund.RequestedAt.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["transactionCurrency"] = invoice.Total.Coin,
            ["transactionAmount"] = Coins(invoice, refund),
        };
        if (refund.Guid != "") wire["guid"] = refund.Guid;
        if (refund.Reference != "") wire["reference"] = refund.Reference;
        return wire;
    }

    /// <summary>Tells neither the order nor anything else of the invoice but its ID.</summary>
    public static JsonObject Notification(BitPayInvoice invoice, BitPayRefund refund, RefundEvent happened) => new()
    {
        ["event"] = new JsonObject
        {
            ["code"] = (int)happened,
            ["name"] = $"refund_{happened.ToString().ToLowerInvariant()}",
        },
        ["data"] = Refund(invoice, refund),
    };

    /// <summary>The executed refunds, as the invoice shows them.</summary>
    public static JsonArray Info(BitPayInvoice invoice) =>
    [
        .. from refund in invoice.Refunds
            where refund.Status == RefundStatus.Success
            select new JsonObject
            {
                ["supportRequest"] = refund.Id,
                ["currency"] = invoice.Currency,
                ["amounts"] = new JsonObject
                {
                    [invoice.Currency] = refund.Amount, [invoice.Total.Coin] = Coins(invoice, refund),
                },
            },
    ];

    private static decimal Coins(BitPayInvoice invoice, BitPayRefund refund) =>
        decimal.Round(refund.Amount / invoice.Total.Rate, 8);
}
