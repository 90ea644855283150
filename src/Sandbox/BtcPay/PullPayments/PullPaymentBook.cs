using System.Text.Json;
using CryptoPay.Sandbox.BtcPay.Invoices;
using CryptoPay.Sandbox.BtcPay.Webhooks;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.BtcPay.PullPayments;

/// <summary>The store's pull payments, kept beside its invoices.</summary>
internal sealed class PullPaymentBook(SandboxDatabase database, BtcPayWebhooks webhooks, TimeProvider time)
{
    private const string Dialect = "btcpay-pull-payments";

    /// <summary>The webhook says that it was made; none says that money went out.</summary>
    public void Create(PullPayment pullPayment, BtcPayInvoice invoice)
    {
        Save(pullPayment);
        webhooks.Send(invoice, new InvoiceEvent.Refund(pullPayment.Id), time.GetUtcNow());
    }

    public PullPayment? Read(string id) => database.Find(Dialect, id) is { } document ? Load(document) : null;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<PullPayment> All() => [.. database.Newest(Dialect, int.MaxValue).Select(Load)];

    public void Change(string id, Func<PullPayment, DateTimeOffset, PullPayment> rule)
    {
        lock (database.Turn)
        {
            if (Read(id) is { } pullPayment)
            {
                Save(rule(pullPayment, time.GetUtcNow()));
            }
        }
    }

    private void Save(PullPayment pullPayment) => database.Save(new StoredInvoice(
        Dialect, pullPayment.Id, pullPayment.OrderId, DueAtMs: null, JsonSerializer.Serialize(pullPayment)));

    private static PullPayment Load(string document) => JsonSerializer.Deserialize<PullPayment>(document)!;
}
