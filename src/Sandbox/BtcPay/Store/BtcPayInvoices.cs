using System.Globalization;
using CryptoPay.Sandbox.BtcPay.Invoices;
using CryptoPay.Sandbox.BtcPay.PullPayments;
using CryptoPay.Sandbox.BtcPay.Wire;
using CryptoPay.Sandbox.Orders;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.BtcPay.Store;

/// <summary>The store's invoices.</summary>
internal sealed class BtcPayInvoices(
    SandboxDatabase database, BtcPayWebhooks webhooks, PullPaymentBook pullPayments, TimeProvider time)
    : InvoiceBook<BtcPayInvoice, InvoiceEvent>("btcpay", database, time, InvoiceRules.Watch, webhooks.Send)
{
    public override string Processor => "BTCPay Server";

    /// <summary>Place of the next address in the store's wallet.</summary>
    public int NextKeyIndex => Count;

    public void Create(BtcPayInvoice invoice)
    {
        lock (Turn)
        {
            webhooks.Send(invoice, new InvoiceEvent.Created());
            // The answer to the creation and its webhook keep the request's order of keys; BTCPay's database does not.
            Add(invoice with { Metadata = JsonbOrder.Sort(invoice.Metadata) });
            Read(invoice.Id);
        }
    }

    /// <summary>Newest first; of these orders, or all where none is named.</summary>
    public IReadOnlyList<BtcPayInvoice> Search(IReadOnlyCollection<string> orderIds) => orderIds.Count == 0
        ? Newest()
        : [.. orderIds.Distinct().SelectMany(OfOrder).OrderByDescending(invoice => invoice.CreatedAt)];

    /// <summary>Marks by hand if that is possible. The invoice comes back as it was before; null if unknown.</summary>
    public (BtcPayInvoice Before, bool IsMarked)? Mark(string invoiceId, InvoiceStatus status)
    {
        lock (Turn)
        {
            if (Read(invoiceId) is not { } before) return null;
            var isMarkable = InvoiceRules.Markable(before).Contains(status);
            if (isMarkable) Change(invoiceId, (invoice, _) => InvoiceRules.Mark(invoice, status));
            return (before, isMarkable);
        }
    }

    public override bool Knows(OrderControl control) => control is BtcPayControl || base.Knows(control);

    public override string? RefusalOf(string invoiceId, OrderControl control) =>
        Read(invoiceId) is { } invoice ? InvoiceRules.RefusalOf(invoice, control) : null;

    public override bool Knows(RefundControl control) =>
        control is RefundControl.PayOut or ClaimRefund || base.Knows(control);

    public override void Apply(string invoiceId, RefundControl control)
    {
        foreach (var refund in pullPayments.Newest().Where(refund => refund.InvoiceId == invoiceId))
            pullPayments.Apply(refund.Id, (current, now) => PullPaymentRules.Apply(current, control, now));
    }

    protected override Outcome<BtcPayInvoice, InvoiceEvent> Apply(
        BtcPayInvoice invoice, OrderControl control, DateTimeOffset now) => InvoiceRules.Apply(invoice, control, now);

    protected override OrderInvoice Summarize(BtcPayInvoice invoice)
    {
        var method = invoice.Methods.FirstOrDefault();
        return new OrderInvoice(
            Processor,
            invoice.Id,
            invoice.OrderId,
            invoice.Status.ToString(),
            invoice.AdditionalStatus.ToString(),
            (invoice.Amount ?? 0).ToString(CultureInfo.InvariantCulture),
            invoice.Currency,
            method?.CryptoCode ?? "",
            method is null ? "0" : InvoiceWire.Coins(Math.Max(0, Accounting.Of(invoice, method).Due)),
            Accounting.Paid(invoice).ToString(CultureInfo.InvariantCulture),
            invoice.CreatedAt,
            invoice.ExpiresAt,
            invoice.Status == InvoiceStatus.New,
            "/sandbox/btcpay/i/" + invoice.Id);
    }
}
