using System.Collections.Immutable;

namespace CryptoPay.Payments.Processors;

/// <summary>
/// The port to one configured processor account. Registered as a keyed service, the key is the account's name.
/// No method throws for what a processor answers or fails to answer; only cancellation throws.
/// </summary>
public interface IPaymentProcessor
{
    /// <summary>
    /// Whether it may take a price in this currency and this coin; true where only the processor itself can tell.
    /// </summary>
    bool Takes(string isoCode, string cryptoCode) => true;

    /// <summary>
    /// Sends one create, never twice. After an ambiguous end the caller looks up before it creates again.
    /// </summary>
    Task<ProcessorResult<Invoice>> CreateInvoice(InvoiceRequest request, CancellationToken cancellation);

    Task<ProcessorResult<Invoice>> ReadInvoice(string invoiceId, CancellationToken cancellation);

    /// <summary>
    /// All invoices that carry this order, of any attempt and status. May lag behind a create by some seconds:
    /// an empty answer is no proof. A search that stopped at a bound of ours is not Found but Nonsense.
    /// </summary>
    Task<ProcessorResult<ImmutableArray<Invoice>>> FindInvoices(OrderKey order, CancellationToken cancellation);

    /// <summary>
    /// Makes the invoice unpayable. Found(true) when it is (also when it was already): a read then shows it as Invalid.
    /// Found(false) when the processor refuses, as it does where money may have come.
    /// </summary>
    Task<ProcessorResult<bool>> MakeUnpayable(string invoiceId, CancellationToken cancellation);
}
