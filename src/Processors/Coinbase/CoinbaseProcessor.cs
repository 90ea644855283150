using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CryptoPay.Payments.Processors;
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
    private const int PageSize = 100;

    /// <summary>A search is for one order; more pages than this are not of one order.</summary>
    private const int PagesMax = 10;

    private readonly JsonCalls _calls = new(clients, account, CoinbaseFaults.Read, clock);

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
        string merchant, string orderId, CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<Invoice>();
        var pageToken = "";
        for (var page = 0; page < PagesMax; page++)
        {
            var answer = await Page(CoinbaseInvoices.Mark(orderId), pageToken, cancellation).ConfigureAwait(false);
            if (answer is not ProcessorResult<CheckoutPageWire>.Found { Value: var checkouts })
                return answer.Select(_ => ImmutableArray<Invoice>.Empty);

            // Another site may keep its own orders in the same account, and number them alike.
            foreach (var wire in checkouts.Checkouts.OfType<CheckoutWire>().Where(
                wire => wire.Metadata?.Merchant == merchant && wire.Metadata.OrderId == orderId))
            {
                var read = CoinbaseInvoices.Read(wire);
                if (read is not ProcessorResult<Invoice>.Found { Value: var invoice })
                    return read.Select(_ => ImmutableArray<Invoice>.Empty);
                found.Add(invoice);
            }

            if (checkouts.NextPageToken is not { Length: > 0 } next) break;
            pageToken = next;
        }

        return new ProcessorResult<ImmutableArray<Invoice>>.Found(found.ToImmutable());
    }

    public async Task<ProcessorResult<bool>> MakeUnpayable(string invoiceId, CancellationToken cancellation)
    {
        using var call = new HttpRequestMessage { Method = HttpMethod.Post };
        var answer = await Send(call, $"{PathOf(invoiceId)}/deactivate", CoinbaseJson.Default.CheckoutWire,
            cancellation).ConfigureAwait(false);
        var deactivated = answer.Then(wire => About(invoiceId, wire)).Then(CoinbaseInvoices.Read);
        if (deactivated is not ProcessorResult<Invoice>.Refused { IsOfSettings: false } refused)
            return deactivated.Then(invoice => IsUnpayable(invoice, Contradiction));

        // Only an active checkout can be deactivated; what it is instead says whether it can still be paid.
        var read = await ReadInvoice(invoiceId, cancellation).ConfigureAwait(false);
        return read.Then(invoice => IsUnpayable(invoice, new ProcessorResult<bool>.Refused(refused.Code)));
    }

    private static ProcessorResult<bool> Contradiction { get; } =
        new ProcessorResult<bool>.Nonsense("The checkout is active after its deactivation.");

    private static ProcessorResult<bool> IsUnpayable(Invoice invoice, ProcessorResult<bool> otherwise) =>
        invoice.Status switch
        {
            // Nothing comes late: an expired checkout takes no money.
            InvoiceStatus.Invalid or InvoiceStatus.Expired => new ProcessorResult<bool>.Found(true),
            InvoiceStatus.Confirming or InvoiceStatus.Settled => new ProcessorResult<bool>.Found(false),
            _ => otherwise,
        };

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

    private async Task<ProcessorResult<CheckoutPageWire>> Page(
        string mark, string pageToken, CancellationToken cancellation)
    {
        var query = $"?pageSize={PageSize}&descriptionQuery={Uri.EscapeDataString(mark)}";
        if (pageToken != "") query += $"&pageToken={Uri.EscapeDataString(pageToken)}";
        using var call = new HttpRequestMessage { Method = HttpMethod.Get };
        return await Send(call, query, CoinbaseJson.Default.CheckoutPageWire, cancellation).ConfigureAwait(false);
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
            return _calls.Send(call, shape, cancellation);
        });

    private static string PathOf(string invoiceId) => $"/{Uri.EscapeDataString(invoiceId)}";
}
