using System.Collections.Immutable;
using CryptoPay.Payments;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Http;
using Microsoft.Extensions.Options;

namespace CryptoPay.Processors.Links;

/// <summary>An adapter, whatever its kind, with a look at each link in what it found.</summary>
internal class LinkCheckedProcessor(
    string account, IPaymentProcessor adapter, LinkCheck links, IOptionsMonitor<LinkOptions> options)
    : IPaymentProcessor
{
    public bool Takes(string isoCode, string cryptoCode) => adapter.Takes(isoCode, cryptoCode);

    public Task<ProcessorResult<Invoice>> CreateInvoice(InvoiceRequest request, CancellationToken cancellation) =>
        Checked(() => adapter.CreateInvoice(request, cancellation), links.Check);

    public Task<ProcessorResult<Invoice>> ReadInvoice(string invoiceId, CancellationToken cancellation) =>
        Checked(() => adapter.ReadInvoice(invoiceId, cancellation), links.Check);

    public Task<ProcessorResult<ImmutableArray<Invoice>>> FindInvoices(
        OrderKey order, CancellationToken cancellation) =>
        Checked(() => adapter.FindInvoices(order, cancellation), EachBy<Invoice>(links.Check));

    // What is withdrawn shows no link, so none is in the way.
    public Task<ProcessorResult<bool>> MakeUnpayable(string invoiceId, CancellationToken cancellation) =>
        adapter.MakeUnpayable(invoiceId, cancellation);

    protected Task<ProcessorResult<T>> Checked<T>(
        Func<Task<ProcessorResult<T>>> call, Func<T, LinkOptions, ProcessorResult<T>> check) =>
        options.With(account, async settings =>
            (await call().ConfigureAwait(false)).Then(found => check(found, settings)));

    protected static Func<ImmutableArray<T>, LinkOptions, ProcessorResult<ImmutableArray<T>>> EachBy<T>(
        Func<T, LinkOptions, ProcessorResult<T>> check) =>
        (found, settings) => found.Select(one => check(one, settings)).All();
}
