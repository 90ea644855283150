using CryptoPay.Sandbox.Storage;

namespace CryptoPay.Sandbox.Orders;

/// <summary>The book of a dialect: its stored invoices and what may happen to them.</summary>
/// <param name="kind">Never changes: rows are stored under it.</param>
internal abstract class InvoiceBook<T, TEvent>(
    string kind, SandboxDatabase database, TimeProvider time,
    Func<T, DateTimeOffset, Outcome<T, TEvent>> watch, Action<T, TEvent> tell)
    : Documents<T, TEvent>(kind, database, time, watch, tell), IInvoiceBook
    where T : Document
{
    public abstract string Processor { get; }

    IReadOnlyList<OrderInvoice> IInvoiceBook.OfOrder(string orderId) => [.. OfOrder(orderId).Select(Summarize)];

    IReadOnlyList<OrderInvoice> IInvoiceBook.Newest(int count) => [.. Newest(count).Select(Summarize)];

    public virtual bool Knows(OrderControl control) =>
        control is OrderControl.Pay or OrderControl.Confirm or OrderControl.Expire or OrderControl.DoubleSpend;

    public virtual string? RefusalOf(string invoiceId, OrderControl control) => null;

    public void Apply(string invoiceId, OrderControl control) =>
        Change(invoiceId, (invoice, now) => Apply(invoice, control, now));

    public virtual bool Knows(RefundControl control) =>
        control is RefundControl.PayOut { Amount: null } or RefundControl.Reject;

    public virtual void Apply(string invoiceId, RefundControl control) { }

    protected abstract Outcome<T, TEvent> Apply(T invoice, OrderControl control, DateTimeOffset now);

    protected abstract OrderInvoice Summarize(T invoice);
}
