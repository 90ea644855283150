using System.Globalization;
using System.Text.Json;
using CryptoPay.Sandbox.BtcPay.Invoices;
using CryptoPay.Sandbox.BtcPay.PullPayments;
using CryptoPay.Sandbox.BtcPay.Webhooks;
using CryptoPay.Sandbox.BtcPay.Wire;
using CryptoPay.Sandbox.Coins;
using CryptoPay.Sandbox.Orders;
using CryptoPay.Sandbox.Storage;
using Microsoft.Extensions.Options;

namespace CryptoPay.Sandbox.BtcPay;

/// <summary>The store's invoices. Each read and each change first lets the time pass that has passed.</summary>
internal sealed class BtcPayInvoices(
    SandboxDatabase database, BtcPayWebhooks webhooks, PullPaymentBook pullPayments,
    IOptionsMonitor<SandboxOptions> options, TimeProvider time) : IDialect
{
    private const string Dialect = "btcpay";

    /// <summary>Place of the next address in the store's wallet.</summary>
    public int NextKeyIndex => database.Count(Dialect);

    public void Create(BtcPayInvoice invoice)
    {
        lock (database.Turn)
        {
            webhooks.Send(invoice, new InvoiceEvent.Created(), time.GetUtcNow());
            // The answer to the creation and its webhook keep the request's order of keys; BTCPay's database does not.
            Save(invoice with { Metadata = JsonbOrder.Sort(invoice.Metadata) });
            Change(invoice.Id, InvoiceRules.Watch);
        }
    }

    /// <summary>What somebody else in the same store has under the same order ID: a top-up, told oddly.</summary>
    public void CreateStranger(string orderId)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        Create(new BtcPayInvoice
        {
            Id = Coin.NewId(),
            StoreId = options.CurrentValue.BtcPay.StoreId,
            OrderId = orderId,
            Amount = null,
            HidesAmount = true,
            Currency = "USD",
            Metadata = JsonSerializer.SerializeToElement(new { orderId }),
            SearchTerms = [],
            Checkout = new Checkout(SpeedPolicy.MediumSpeed, null, 15, 1440, 0, null, false, null),
            Methods = [],
            CreatedAt = now,
            ExpiresAt = now.AddMinutes(15),
            MonitoredUntil = now.AddMinutes(1455),
        });
    }

    public BtcPayInvoice? Read(string invoiceId) => Change(invoiceId, InvoiceRules.Watch);

    /// <summary>Newest first; of these orders, or all where none is named.</summary>
    public IReadOnlyList<BtcPayInvoice> Search(IReadOnlyCollection<string> orderIds)
    {
        lock (database.Turn)
        {
            Watch();
            return orderIds.Count == 0
                ? [.. database.Newest(Dialect, int.MaxValue).Select(Load)]
                : [.. orderIds.Distinct().SelectMany(orderId => database.OfOrder(Dialect, orderId)).Select(Load)
                    .OrderByDescending(invoice => invoice.CreatedAt)];
        }
    }

    /// <summary>Marks by hand if that is possible. The invoice comes back as it was before; null if unknown.</summary>
    public (BtcPayInvoice Before, bool IsMarked)? Mark(string invoiceId, InvoiceStatus status)
    {
        lock (database.Turn)
        {
            if (Read(invoiceId) is not { } before)
            {
                return null;
            }
            var isMarkable = InvoiceRules.Markable(before).Contains(status);
            if (isMarkable)
            {
                Change(invoiceId, (invoice, _) => InvoiceRules.Mark(invoice, status));
            }
            return (before, isMarkable);
        }
    }

    public void Apply(string invoiceId, OrderControl control) =>
        Change(invoiceId, (invoice, now) => InvoiceRules.Apply(invoice, control, now));

    public string? RefusalOf(string invoiceId, OrderControl control) =>
        Read(invoiceId) is { } invoice ? InvoiceRules.RefusalOf(invoice, control) : null;

    public void Apply(string invoiceId, RefundControl control)
    {
        foreach (var refund in pullPayments.All().Where(refund => refund.InvoiceId == invoiceId))
        {
            pullPayments.Change(refund.Id, (current, now) => PullPaymentRules.Apply(current, control, now));
        }
    }

    public string? RefusalOf(RefundControl control) => null;

    public void Watch()
    {
        foreach (var invoiceId in database.Due(Dialect, time.GetUtcNow()))
        {
            Read(invoiceId);
        }
    }

    public IReadOnlyList<OrderInvoice> OfOrder(string orderId) => [.. Search([orderId]).Select(Summarize)];

    public IReadOnlyList<OrderInvoice> Newest(int count)
    {
        lock (database.Turn)
        {
            Watch();
            return [.. database.Newest(Dialect, count).Select(Load).Select(Summarize)];
        }
    }

    private BtcPayInvoice? Change(string invoiceId, Func<BtcPayInvoice, DateTimeOffset, Outcome> rule)
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
            foreach (var happened in outcome.Events)
            {
                webhooks.Send(outcome.Invoice, happened, now);
            }
            return outcome.Invoice;
        }
    }

    private void Save(BtcPayInvoice invoice)
    {
        var document = JsonSerializer.Serialize(invoice);
        database.Save(new StoredInvoice(
            Dialect, invoice.Id, invoice.OrderId, invoice.DueAt?.ToUnixTimeMilliseconds(), document));
    }

    private static BtcPayInvoice Load(string document) => JsonSerializer.Deserialize<BtcPayInvoice>(document)!;

    private static OrderInvoice Summarize(BtcPayInvoice invoice)
    {
        var method = invoice.Methods.FirstOrDefault();
        return new OrderInvoice(
            "BTCPay Server",
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
