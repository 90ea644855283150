using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Answers;

internal static class InvoiceMatch
{
    /// <summary>
    /// The invoice, if it is what was asked for: a processor can round the price, and a key that was used before can
    /// bring back an older invoice.
    /// </summary>
    public static ProcessorResult<Invoice> Match(this Invoice invoice, InvoiceRequest request) =>
        (invoice.Price, invoice.Merchant, invoice.OrderId, invoice.AttemptId)
            == (request.Price, request.Order.Merchant, request.Order.OrderId, request.AttemptId)
                ? new ProcessorResult<Invoice>.Found(invoice)
                : new ProcessorResult<Invoice>.Nonsense("The answer is not the invoice that was asked for.");
}
