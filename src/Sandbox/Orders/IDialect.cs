namespace CryptoPay.Sandbox.Orders;

/// <summary>The port to one processor's dialect, as the controls, the pages and the clock see it.</summary>
internal interface IDialect
{
    /// <summary>Newest first.</summary>
    IReadOnlyList<OrderInvoice> OfOrder(string orderId);

    /// <summary>Newest first, of any order.</summary>
    IReadOnlyList<OrderInvoice> Newest(int count);

    void Apply(string invoiceId, OrderControl control);

    /// <summary>What is wrong with the amount, where the processor takes not every payment; null for nothing.</summary>
    string? RefusalOf(string invoiceId, OrderControl.Pay pay) => null;

    /// <summary>Does what is due by time alone.</summary>
    void Watch();
}
