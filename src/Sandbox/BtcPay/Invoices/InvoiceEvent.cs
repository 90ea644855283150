namespace CryptoPay.Sandbox.BtcPay.Invoices;

/// <summary>What the store's webhook tells. A change without an event is never told.</summary>
internal abstract record InvoiceEvent
{
    private InvoiceEvent() { }

    public sealed record Created : InvoiceEvent;

    public sealed record PaymentReceived(Payment Payment, bool AfterExpiration) : InvoiceEvent;

    public sealed record PaymentSettled(Payment Payment, bool AfterExpiration) : InvoiceEvent;

    public sealed record Processing(bool OverPaid) : InvoiceEvent;

    public sealed record Settled(bool ManuallyMarked, bool OverPaid) : InvoiceEvent;

    public sealed record Expired(bool PartiallyPaid) : InvoiceEvent;

    public sealed record ExpiredPaidPartial : InvoiceEvent;

    public sealed record PaidAfterExpiration : InvoiceEvent;

    public sealed record Invalid(bool ManuallyMarked) : InvoiceEvent;

    public sealed record Refund(string PullPaymentId) : InvoiceEvent;
}
