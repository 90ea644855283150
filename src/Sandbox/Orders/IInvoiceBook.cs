namespace CryptoPay.Sandbox.Orders;

/// <summary>One dialect's invoices, as the controls, the pages and the clock see them.</summary>
internal interface IInvoiceBook
{
    /// <summary>The processor's name as people write it.</summary>
    string Processor { get; }

    /// <summary>Newest first.</summary>
    IReadOnlyList<OrderInvoice> OfOrder(string orderId);

    /// <summary>Newest first, of any order.</summary>
    IReadOnlyList<OrderInvoice> Newest(int count);

    /// <summary>Whether it is a control for the processor's invoices at all.</summary>
    bool Knows(OrderControl control);

    /// <summary>Why this invoice cannot take a control that is known; null where it can.</summary>
    string? RefusalOf(string invoiceId, OrderControl control);

    void Apply(string invoiceId, OrderControl control);

    /// <summary>Whether it is a control for the processor's refunds at all.</summary>
    bool Knows(RefundControl control);

    /// <summary>Changes the invoice's open refunds, where the processor makes any.</summary>
    void Apply(string invoiceId, RefundControl control);

    /// <summary>Does what is due by time alone.</summary>
    void Watch();
}
