using System.Globalization;
using System.Text.Json;
using CryptoPay.Sandbox.BitPay.Invoices;
using CryptoPay.Sandbox.BitPay.Webhooks;
using CryptoPay.Sandbox.BitPay.Wire;
using CryptoPay.Sandbox.Orders;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.BitPay;

/// <summary>The account's invoices. Each read and each change first lets the time pass that has passed.</summary>
internal sealed class BitPayInvoices(SandboxDatabase database, BitPayWebhooks webhooks, TimeProvider time) : IDialect
{
    private const string Dialect = "bitpay";

    /// <summary>The invoice that has this guid already, whatever it costs, or else this one.</summary>
    public BitPayInvoice Create(BitPayInvoice invoice)
    {
        lock (database.Turn)
        {
            if (invoice.Guid != "" && WithGuid(invoice.Guid) is { } known)
            {
                return known;
            }
            Save(invoice);
            return invoice;
        }
    }

    public BitPayInvoice? Read(string invoiceId) => Change(invoiceId, InvoiceRules.Watch);

    public BitPayInvoice? WithGuid(string guid) => Search(null).FirstOrDefault(invoice => invoice.Guid == guid);

    /// <summary>Newest first; of this order, or all for null.</summary>
    public IReadOnlyList<BitPayInvoice> Search(string? orderId)
    {
        lock (database.Turn)
        {
            Watch();
            var found = orderId is null ? database.Newest(Dialect, int.MaxValue) : database.OfOrder(Dialect, orderId);
            return [.. found.Select(Load)];
        }
    }

    /// <summary>Cancels it where it is still new; null where it is not.</summary>
    public BitPayInvoice? Cancel(string invoiceId)
    {
        lock (database.Turn)
        {
            return Read(invoiceId) is { Status: InvoiceStatus.New }
                ? Change(invoiceId, (invoice, _) => new Outcome(InvoiceRules.Cancel(invoice), []))
                : null;
        }
    }

    public (BitPayInvoice Invoice, BitPayRefund Refund)? FindRefund(Func<BitPayRefund, bool> which) =>
        (from invoice in Search(null) from refund in invoice.Refunds where which(refund) select (invoice, refund))
        .Cast<(BitPayInvoice, BitPayRefund)?>().FirstOrDefault();

    /// <summary>The refund that has this guid, or this one; null where the invoice cannot give it back.</summary>
    public (BitPayInvoice Invoice, BitPayRefund Refund)? Refund(string invoiceId, BitPayRefund refund)
    {
        lock (database.Turn)
        {
            if (refund.Guid != "" && FindRefund(known => known.Guid == refund.Guid) is { } made)
            {
                return made;
            }
            if (Read(invoiceId) is not { } invoice || !RefundRules.Allows(invoice, refund))
            {
                return null;
            }
            invoice = Change(invoiceId, (invoice, _) => RefundRules.Ask(invoice, refund))!;
            return (invoice, invoice.Refunds[^1]);
        }
    }

    /// <summary>The preview as a refund; null where it is none, or the invoice cannot give it back any more.</summary>
    public (BitPayInvoice Invoice, BitPayRefund Refund)? ConfirmRefund(string refundId)
    {
        lock (database.Turn)
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

    public void Apply(string invoiceId, RefundControl control) =>
        Change(invoiceId, (invoice, _) => RefundRules.End(invoice, control is RefundControl.PayOut));

    public void Apply(string invoiceId, OrderControl control) =>
        Change(invoiceId, (invoice, now) => InvoiceRules.Apply(invoice, control, now));

    public void Watch()
    {
        foreach (var invoiceId in database.Due(Dialect, time.GetUtcNow()))
        {
            Read(invoiceId);
        }
    }

    public IReadOnlyList<OrderInvoice> OfOrder(string orderId) => [.. Search(orderId).Select(Summarize)];

    public IReadOnlyList<OrderInvoice> Newest(int count)
    {
        lock (database.Turn)
        {
            Watch();
            return [.. database.Newest(Dialect, count).Select(Load).Select(Summarize)];
        }
    }

    private BitPayInvoice? Change(string invoiceId, Func<BitPayInvoice, DateTimeOffset, Outcome> rule)
    {
        lock (database.Turn)
        {
            if (database.Find(Dialect, invoiceId) is not { } document)
            {
                return null;
            }
            var now = time.GetUtcNow();
            var invoice = Load(document);
            var outcome = rule(invoice, now);
            if (outcome.Invoice != invoice)
            {
                Save(outcome.Invoice);
            }
            foreach (var (refund, happened) in outcome.RefundEvents)
            {
                webhooks.Send(outcome.Invoice, RefundWire.Notification(outcome.Invoice, refund, happened));
            }
            foreach (var happened in outcome.Events)
            {
                webhooks.Send(outcome.Invoice, InvoiceWire.Notification(outcome.Invoice, happened, now));
            }
            return outcome.Invoice;
        }
    }

    private void Save(BitPayInvoice invoice) => database.Save(new StoredInvoice(
        Dialect, invoice.Id, invoice.OrderId, invoice.DueAt?.ToUnixTimeMilliseconds(),
        JsonSerializer.Serialize(invoice)));

    private static BitPayInvoice Load(string document) => JsonSerializer.Deserialize<BitPayInvoice>(document)!;

    private static OrderInvoice Summarize(BitPayInvoice invoice) => new(
        "BitPay",
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
