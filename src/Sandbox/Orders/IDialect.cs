namespace CryptoPay.Sandbox.Orders;

/// <summary>The port to one processor's dialect, as the controls, the pages and the clock see it.</summary>
internal interface IDialect
{
    const string OfBtcPay = "is for BTCPay Server's invoices alone";

    /// <summary>Newest first.</summary>
    IReadOnlyList<OrderInvoice> OfOrder(string orderId);

    /// <summary>Newest first, of any order.</summary>
    IReadOnlyList<OrderInvoice> Newest(int count);

    void Apply(string invoiceId, OrderControl control);

    /// <summary>Why the processor's invoice cannot take the control; null where it can.</summary>
    string? RefusalOf(string invoiceId, OrderControl control) => control is OrderControl.OfBtcPay ? OfBtcPay : null;

    /// <summary>Changes the invoice's open refunds, where the processor makes any.</summary>
    void Apply(string invoiceId, RefundControl control) { }

    /// <summary>Why the processor's refunds cannot take the control; null where they can.</summary>
    string? RefusalOf(RefundControl control) =>
        control is RefundControl.Claim or RefundControl.PayOut { Amount: not null } ? OfBtcPay : null;

    /// <summary>Does what is due by time alone.</summary>
    void Watch();
}
