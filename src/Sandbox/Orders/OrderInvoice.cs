namespace CryptoPay.Sandbox.Orders;

/// <summary>An invoice of any dialect in short. Amounts are decimal strings.</summary>
/// <param name="PagePath">The checkout page's path on this host.</param>
internal sealed record OrderInvoice(
    string Processor,
    string InvoiceId,
    string OrderId,
    string Status,
    string AdditionalStatus,
    string Amount,
    string Currency,
    string CryptoCode,
    string CryptoDue,
    string AmountPaid,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    bool IsPayable,
    string PagePath);

/// <summary>All invoices of one order, newest first.</summary>
internal sealed record Order(string OrderId, bool RefusesWebhooks, IReadOnlyList<OrderInvoice> Invoices);
