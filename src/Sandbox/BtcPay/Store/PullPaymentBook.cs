using CryptoPay.Sandbox.BtcPay.Invoices;
using CryptoPay.Sandbox.BtcPay.PullPayments;
using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.BtcPay.Store;

/// <summary>The store's pull payments, kept beside its invoices. Time alone changes none.</summary>
internal sealed class PullPaymentBook(SandboxDatabase database, BtcPayWebhooks webhooks, TimeProvider time)
    : Documents<PullPayment, InvoiceEvent>(
        "btcpay-pull-payments", database, time, (pullPayment, _) => pullPayment, (_, _) => { })
{
    /// <summary>The webhook says that it was made; none says that money went out.</summary>
    public void Create(PullPayment pullPayment, BtcPayInvoice invoice)
    {
        Add(pullPayment);
        webhooks.Send(invoice, new InvoiceEvent.Refund(pullPayment.Id));
    }

    public void Apply(string id, Func<PullPayment, DateTimeOffset, PullPayment> rule) =>
        Change(id, (pullPayment, now) => rule(pullPayment, now));
}
