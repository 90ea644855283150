using System.Globalization;
using CryptoPay.Sandbox.Orders;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.BitPay;

/// <summary>The account's invoices and their refunds.</summary>
internal sealed class BitPayInvoices(SandboxDatabase database, BitPayWebhooks webhooks, TimeProvider time)
    : InvoiceBook<BitPayInvoice, BitPayNews>("bitpay", database, time, InvoiceRules.Watch, webhooks.Send)
{
    public override string Processor => "BitPay";

    /// <summary>The invoice that has this guid already, whatever it costs, or else this one.</summary>
    public BitPayInvoice Create(BitPayInvoice invoice)
    {
        lock (Turn)
        {
            if (invoice.Guid != "" && WithGuid(invoice.Guid) is { } known) return known;
            Add(invoice);
            return invoice;
        }
    }

    public BitPayInvoice? WithGuid(string guid) => Newest().FirstOrDefault(invoice => invoice.Guid == guid);

    /// <summary>Newest first; of this order, or all for null.</summary>
    public IReadOnlyList<BitPayInvoice> Search(string? orderId) => orderId is null ? Newest() : OfOrder(orderId);

    /// <summary>Cancels it where it is still new; null where it is not.</summary>
    public BitPayInvoice? Cancel(string invoiceId) => TryChange(invoiceId, (invoice, _) => InvoiceRules.Cancel(invoice))
        is { IsDone: true, After: var cancelled } ? cancelled : null;

    public (BitPayInvoice Invoice, BitPayRefund Refund)? FindRefund(Func<BitPayRefund, bool> which) =>
        (from invoice in Newest() from refund in invoice.Refunds where which(refund) select (invoice, refund))
        .Cast<(BitPayInvoice, BitPayRefund)?>().FirstOrDefault();

    /// <summary>The refund that has this guid, or this one; null where the invoice cannot give it back.</summary>
    public (BitPayInvoice Invoice, BitPayRefund Refund)? Refund(string invoiceId, BitPayRefund refund)
    {
        lock (Turn)
        {
            if (refund.Guid != "" && FindRefund(known => known.Guid == refund.Guid) is { } made) return made;
            if (Read(invoiceId) is not { } invoice || !RefundRules.Allows(invoice, refund)) return null;
            invoice = Change(invoiceId, (invoice, _) => RefundRules.Ask(invoice, refund))!;
            return (invoice, invoice.Refunds[^1]);
        }
    }

    /// <summary>The preview as a refund; null where it is none, or the invoice cannot give it back any more.</summary>
    public (BitPayInvoice Invoice, BitPayRefund Refund)? ConfirmRefund(string refundId)
    {
        lock (Turn)
        {
            if (FindRefund(known => known.Id == refundId) is not { Refund.Status: RefundStatus.Preview } found
                || !RefundRules.Allows(found.Invoice, found.Refund))
            {
                return null;
            }
            var invoice = Change(found.Invoice.Id, (invoice, _) => RefundRules.Confirm(invoice, found.Refund))!;
            return (invoice, invoice.Refunds[^1]);
        }
    }

    public override void Apply(string invoiceId, RefundControl control) =>
        Change(invoiceId, (invoice, _) => RefundRules.End(invoice, control is RefundControl.PayOut));

    protected override Outcome<BitPayInvoice, BitPayNews> Apply(
        BitPayInvoice invoice, OrderControl control, DateTimeOffset now) => InvoiceRules.Apply(invoice, control, now);

    protected override OrderInvoice Summarize(BitPayInvoice invoice) => new(
        Processor,
        invoice.Id,
        invoice.OrderId,
        InvoiceWire.Status(invoice),
        invoice.IsCancelled ? "cancelled" : InvoiceWire.Exception(invoice) ?? "None",
        Text(invoice.Price),
        invoice.Currency,
        invoice.Total.Coin,
        Text(Math.Max(0, invoice.Total.Amount - invoice.Paid)),
        Text(invoice.Paid * invoice.Total.Rate),
        invoice.CreatedAt,
        invoice.ExpiresAt,
        invoice.Status == InvoiceStatus.New,
        InvoiceWire.PagePath + invoice.Id);

    private static string Text(decimal amount) => amount.ToString("0.00######", CultureInfo.InvariantCulture);
}
