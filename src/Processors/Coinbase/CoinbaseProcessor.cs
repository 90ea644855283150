using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;
using CryptoPay.Payments;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Answers;
using CryptoPay.Processors.Http;
using Microsoft.Extensions.Options;

namespace CryptoPay.Processors.Coinbase;

/// <summary>
/// One Coinbase Business account, by its Checkouts API. The attempt's ID is the idempotency key: an attempt that is
/// sent twice never has two checkouts.
/// </summary>
public sealed partial class CoinbaseProcessor(
    string account, IOptionsMonitor<CoinbaseOptions> options, IHttpClientFactory clients, TimeProvider clock)
    : IPaymentProcessor, IRefundingProcessor
{
    private readonly JsonCalls calls = new(clients, account, CoinbaseFaults.Read, clock);

    public bool Takes(string isoCode, string cryptoCode) => CoinbaseInvoices.Takes(isoCode, cryptoCode);

    public async Task<ProcessorResult<Invoice>> CreateInvoice(InvoiceRequest request, CancellationToken cancellation)
    {
        if (CoinbaseInvoices.RefusalOf(request) is { } code) return new ProcessorResult<Invoice>.Refused(code);

        var checkout = CoinbaseInvoices.Ask(request, clock.GetUtcNow());
        using var call = Post(checkout, CoinbaseJson.Default.NewCheckoutWire, request.AttemptId);
        var answer = await Send(call, "", CoinbaseJson.Default.CheckoutWire, cancellation).ConfigureAwait(false);
        return answer.Then(CoinbaseInvoices.Read).Then(invoice => invoice.Match(request));
    }

    public async Task<ProcessorResult<Invoice>> ReadInvoice(string invoiceId, CancellationToken cancellation) =>
        (await Read(invoiceId, cancellation).ConfigureAwait(false)).Then(CoinbaseInvoices.Read);

    public async Task<ProcessorResult<ImmutableArray<Invoice>>> FindInvoices(
        OrderKey order, CancellationToken cancellation)
    {
        // Another site may keep its own orders in the same account, and number them alike.
        var rows = await Pages.Find(
            pageToken => Page($"descriptionQuery={Uri.EscapeDataString(CoinbaseInvoices.Mark(order.OrderId))}",
                pageToken, cancellation),
            row => row.IsOf(order)).ConfigureAwait(false);
        return rows.Then(ours => ours.ReadEach(CoinbaseJson.Default.CheckoutWire, CoinbaseInvoices.Read));
    }

    public async Task<ProcessorResult<bool>> MakeUnpayable(string invoiceId, CancellationToken cancellation)
    {
        using var call = new HttpRequestMessage { Method = HttpMethod.Post };
        var answer = await Send(call, $"{PathOf(invoiceId)}/deactivate", CoinbaseJson.Default.CheckoutWire,
            cancellation).ConfigureAwait(false);
        var deactivated = answer.Then(wire => About(invoiceId, wire)).Then(CoinbaseInvoices.Read);
        if (deactivated is not ProcessorResult<Invoice>.Refused { IsOfSettings: false })
        {
            return deactivated.Then<Invoice, bool>(invoice => invoice.Status is InvoiceStatus.Open
                ? new ProcessorResult<bool>.Nonsense("The checkout is active after its deactivation.")
                : new ProcessorResult<bool>.Found(IsUnpayable(invoice)));
        }

        // Only an active checkout can be deactivated; what it is instead says whether it can still be paid.
        var read = await ReadInvoice(invoiceId, cancellation).ConfigureAwait(false);
        return read.Select(IsUnpayable);
    }

    // Nothing comes late: an expired checkout takes no money.
    private static bool IsUnpayable(Invoice invoice) =>
        invoice.Status is InvoiceStatus.Invalid or InvoiceStatus.Expired;

    private async Task<ProcessorResult<CheckoutWire>> Read(string invoiceId, CancellationToken cancellation)
    {
        using var call = new HttpRequestMessage { Method = HttpMethod.Get };
        var answer = await Send(call, PathOf(invoiceId), CoinbaseJson.Default.CheckoutWire, cancellation)
            .ConfigureAwait(false);
        return answer.Then(wire => About(invoiceId, wire));
    }

    private static ProcessorResult<CheckoutWire> About(string invoiceId, CheckoutWire wire) => wire.Id == invoiceId
        ? new ProcessorResult<CheckoutWire>.Found(wire)
        : new ProcessorResult<CheckoutWire>.Nonsense("The answer is about another checkout.");

    /// <param name="filter">Of the query.</param>
    private async Task<ProcessorResult<RowPage>> Page(string filter, string pageToken, CancellationToken cancellation)
    {
        var query = $"?pageSize={Pages.Size}&{filter}";
        if (pageToken != "") query += $"&pageToken={Uri.EscapeDataString(pageToken)}";
        using var call = new HttpRequestMessage { Method = HttpMethod.Get };
        var answer = await Send(call, query, CoinbaseJson.Default.CheckoutPageWire, cancellation).ConfigureAwait(false);
        return answer.Select(page => new RowPage(
            page.Checkouts, page.NextPageToken is { Length: > 0 } next ? next : null));
    }

    private static HttpRequestMessage Post<T>(T body, JsonTypeInfo<T> shape, string idempotencyKey)
    {
        var call = new HttpRequestMessage { Method = HttpMethod.Post, Content = JsonBody.Of(body, shape) };
        call.Headers.Add("X-Idempotency-Key", idempotencyKey);
        return call;
    }

    /// <param name="path">What follows the path of the checkouts.</param>
    private Task<ProcessorResult<T>> Send<T>(
        HttpRequestMessage call, string path, JsonTypeInfo<T> shape, CancellationToken cancellation) =>
        options.With(account, settings =>
        {
            call.RequestUri = new Uri($"{settings.BaseUrl.TrimEnd('/')}/api/v1/checkouts{path}");
            call.Options.Set(CoinbaseToken.Signer, settings);
            return calls.Send(call, shape, cancellation);
        });

    private static string PathOf(string invoiceId) => $"/{Uri.EscapeDataString(invoiceId)}";
}
