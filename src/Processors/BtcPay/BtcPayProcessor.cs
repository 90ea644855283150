using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CryptoPay.Payments;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Http;
using Microsoft.Extensions.Options;

namespace CryptoPay.Processors.BtcPay;

/// <summary>
/// One store of a BTCPay Server, by its Greenfield API. It has no idempotency: whoever is unsure whether a create came
/// through searches for the order before creating again.
/// </summary>
public sealed partial class BtcPayProcessor(
    string account, IOptionsMonitor<BtcPayOptions> options, IHttpClientFactory clients, TimeProvider clock)
    : IPaymentProcessor
{
    /// <summary>The invoice exists and waits to be recorded; its payment URI is not worth a longer wait.</summary>
    private static readonly TimeSpan PaymentUriPatience = TimeSpan.FromSeconds(2);

    private readonly JsonCalls calls = new(clients, account, BtcPayFaults.Read, clock);

    public async Task<ProcessorResult<Invoice>> CreateInvoice(InvoiceRequest request, CancellationToken cancellation)
    {
        var answer = await Post("invoices", BtcPayInvoices.Ask(request), BtcPayJson.Default.NewInvoiceWire,
            BtcPayJson.Default.InvoiceWire, cancellation).ConfigureAwait(false);
        var created = answer.Then(BtcPayInvoices.Read).Then(invoice => BtcPayInvoices.Match(invoice, request));
        return created is ProcessorResult<Invoice>.Found found
            ? await WithPaymentUri(found, cancellation).ConfigureAwait(false)
            : created;
    }

    /// <summary>An unknown invoice is answered like a key that may not read: missing-permission.</summary>
    public async Task<ProcessorResult<Invoice>> ReadInvoice(string invoiceId, CancellationToken cancellation)
    {
        var answer = await Get($"{PathOf(invoiceId)}?includePaymentMethods=true", BtcPayJson.Default.InvoiceWire,
            cancellation).ConfigureAwait(false);
        return answer.Then(wire => About(invoiceId, wire)).Then(BtcPayInvoices.Read);
    }

    public async Task<ProcessorResult<ImmutableArray<Invoice>>> FindInvoices(
        OrderKey order, CancellationToken cancellation)
    {
        // Other software may keep its own orders in the same store, and number them alike.
        var answer = await Find(
            $"invoices?orderId={Uri.EscapeDataString(order.OrderId)}&includeArchived=true&includePaymentMethods=true",
            row => row.IsOf(order), cancellation).ConfigureAwait(false);
        return answer.Then(ours => ours.ReadEach(BtcPayJson.Default.InvoiceWire, BtcPayInvoices.Read));
    }

    public async Task<ProcessorResult<bool>> MakeUnpayable(string invoiceId, CancellationToken cancellation)
    {
        var answer = await Post($"{PathOf(invoiceId)}/status", new MarkWire("Invalid"), BtcPayJson.Default.MarkWire,
            BtcPayJson.Default.InvoiceWire, cancellation).ConfigureAwait(false);
        // The answer shows the invoice as it was before the mark, so there is nothing to read in it.
        if (answer is not ProcessorResult<InvoiceWire>.Refused { Code: CallCodes.InvalidRequest })
            return answer.Then(wire => About(invoiceId, wire)).Select(_ => true);

        // It cannot be marked; one reason is that it already is.
        var read = await ReadInvoice(invoiceId, cancellation).ConfigureAwait(false);
        return read.Select(invoice => invoice.Status is InvoiceStatus.Invalid);
    }

    private static ProcessorResult<InvoiceWire> About(string invoiceId, InvoiceWire wire) => wire.Id == invoiceId
        ? new ProcessorResult<InvoiceWire>.Found(wire)
        : new ProcessorResult<InvoiceWire>.Nonsense("The answer is about another invoice.");

    /// <summary>The create's own answer never has the payment methods.</summary>
    private async Task<ProcessorResult<Invoice>> WithPaymentUri(
        ProcessorResult<Invoice>.Found created, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(PaymentUriPatience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellation);
        try
        {
            var read = await ReadInvoice(created.Value.InvoiceId, either.Token).ConfigureAwait(false);
            return read is ProcessorResult<Invoice>.Found ? read : created;
        }
        catch (OperationCanceledException)
        {
            // Cancelled by the caller too: an invoice that was made must not be lost to that.
            return created;
        }
    }

    private Task<ProcessorResult<T>> Get<T>(
        string path, JsonTypeInfo<T> shape, CancellationToken cancellation, bool isOfStore = true) =>
        Send(HttpMethod.Get, path, content: null, call => calls.Send(call, shape, cancellation), isOfStore);

    /// <summary>Of a list that has no pages: all of the store in one answer.</summary>
    private Task<ProcessorResult<ImmutableArray<JsonElement>>> Find(
        string path, Func<JsonElement, bool> isWanted, CancellationToken cancellation) =>
        Send(HttpMethod.Get, path, content: null, call => calls.Find(call, isWanted, cancellation));

    private Task<ProcessorResult<T>> Post<TBody, T>(string path, TBody body, JsonTypeInfo<TBody> bodyShape,
        JsonTypeInfo<T> shape, CancellationToken cancellation) =>
        Send(HttpMethod.Post, path, JsonBody.Of(body, bodyShape), call => calls.Send(call, shape, cancellation));

    private Task<ProcessorResult<T>> Send<T>(HttpMethod method, string path, HttpContent? content,
        Func<HttpRequestMessage, Task<ProcessorResult<T>>> send, bool isOfStore = true) =>
        options.With(account, async settings =>
        {
            var store = isOfStore ? $"stores/{Uri.EscapeDataString(settings.StoreId)}/" : "";
            var url = $"{settings.BaseUrl.TrimEnd('/')}/api/v1/{store}{path}";
            using var request = new HttpRequestMessage(method, url) { Content = content };
            request.Headers.Authorization = new AuthenticationHeaderValue("token", settings.ApiKey);
            return await send(request).ConfigureAwait(false);
        });

    private static string PathOf(string invoiceId) => $"invoices/{Uri.EscapeDataString(invoiceId)}";
}
