using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using CryptoPay.Sandbox.BtcPay.Invoices;

namespace CryptoPay.Sandbox.BtcPay.Wire;

/// <param name="At">When it happened; a redelivery keeps it.</param>
internal sealed record WebhookDelivery(
    string DeliveryId, string WebhookId, string OriginalDeliveryId, DateTimeOffset At);

/// <summary>Webhook bodies as BTCPay writes them: the event's own fields first, then those of all.</summary>
internal static class WebhookWire
{
    public static byte[] Write(WebhookDelivery delivery, BtcPayInvoice invoice, InvoiceEvent happened)
    {
        var (type, body) = Event(invoice, happened);
        body["deliveryId"] = delivery.DeliveryId;
        body["webhookId"] = delivery.WebhookId;
        body["originalDeliveryId"] = delivery.OriginalDeliveryId;
        body["isRedelivery"] = delivery.DeliveryId != delivery.OriginalDeliveryId;
        body["type"] = type;
        body["timestamp"] = delivery.At.ToUnixTimeSeconds();
        body["storeId"] = invoice.StoreId;
        body["invoiceId"] = invoice.Id;
        body["metadata"] = JsonObject.Create(invoice.Metadata);
        return Encoding.UTF8.GetBytes(body.ToJsonString(BtcPayJson.Indented));
    }

    private static (string, JsonObject) Event(BtcPayInvoice invoice, InvoiceEvent happened) => happened switch
    {
        InvoiceEvent.Created => ("InvoiceCreated", []),
        InvoiceEvent.PaymentReceived received =>
            ("InvoiceReceivedPayment", Payment(invoice, received.Payment, received.AfterExpiration)),
        InvoiceEvent.PaymentSettled settled =>
            ("InvoicePaymentSettled", Payment(invoice, settled.Payment, settled.AfterExpiration)),
        InvoiceEvent.Processing processing =>
            ("InvoiceProcessing", new JsonObject { ["overPaid"] = processing.OverPaid }),
        InvoiceEvent.Settled settled =>
            ("InvoiceSettled", new JsonObject
            {
                ["manuallyMarked"] = settled.ManuallyMarked,
                ["overPaid"] = settled.OverPaid,
            }),
        InvoiceEvent.Expired expired =>
            ("InvoiceExpired", new JsonObject { ["partiallyPaid"] = expired.PartiallyPaid }),
        InvoiceEvent.ExpiredPaidPartial => ("InvoiceExpiredPaidPartial", []),
        InvoiceEvent.PaidAfterExpiration => ("InvoicePaidAfterExpiration", []),
        InvoiceEvent.Invalid invalid =>
            ("InvoiceInvalid", new JsonObject { ["manuallyMarked"] = invalid.ManuallyMarked }),
        InvoiceEvent.Refund refund => ("InvoiceRefund", new JsonObject { ["pullPaymentId"] = refund.PullPaymentId }),
        _ => throw new UnreachableException(happened.GetType().Name),
    };

    private static JsonObject Payment(BtcPayInvoice invoice, Payment payment, bool afterExpiration) => new()
    {
        ["afterExpiration"] = afterExpiration,
        ["paymentMethodId"] = payment.MethodId,
        ["payment"] = InvoiceWire.Payment(invoice, payment),
    };
}
