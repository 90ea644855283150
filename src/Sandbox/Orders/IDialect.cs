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

    /// <summary>Ends the invoice's open refunds, where the processor makes any.</summary>
    /// <param name="isPaidOut">
    /// The customer has claimed what there was to claim and the money is out; otherwise none goes out any more.
    /// </param>
    void EndRefunds(string invoiceId, bool isPaidOut) { }

    /// <summary>Does what is due by time alone.</summary>
    void Watch();
}
