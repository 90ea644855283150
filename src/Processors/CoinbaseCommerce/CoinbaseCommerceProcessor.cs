using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;
using CryptoPay.Payments;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Answers;
using CryptoPay.Processors.Http;
using Microsoft.Extensions.Options;

namespace CryptoPay.Processors.CoinbaseCommerce;

/// <summary>
/// Charges at a server that speaks the Commerce API. It has no idempotency and no search: an order's charges are looked
/// for among the newest of the account.
/// </summary>
public sealed partial class CoinbaseCommerceProcessor(
    string account, IOptionsMonitor<CoinbaseCommerceOptions> options, IHttpClientFactory clients, TimeProvider clock)
    : IPaymentProcessor
{
    /// <summary>Longer than an order is watched and reviewed.</summary>
    private static readonly TimeSpan SearchedBack = TimeSpan.FromDays(60);

    private readonly JsonCalls calls = new(clients, account, (status, _) => StatusFault.Of(status), clock);

    public async Task<ProcessorResult<Invoice>> CreateInvoice(InvoiceRequest request, CancellationToken cancellation)
    {
        using var content = JsonBody.Of(
            CoinbaseCommerceInvoices.Ask(request), CoinbaseCommerceJson.Default.NewChargeWire);
        using var call = new HttpRequestMessage { Method = HttpMethod.Post, Content = content };
        var answer = await Send(call, "", CoinbaseCommerceJson.Default.ChargeAnswerWire, cancellation)
            .ConfigureAwait(false);
        return answer.Then(charge => CoinbaseCommerceInvoices.Read(charge.Data))
            .Then(invoice => invoice.Match(request));
    }

    public Task<ProcessorResult<Invoice>> ReadInvoice(string invoiceId, CancellationToken cancellation) =>
        One(HttpMethod.Get, invoiceId, "", cancellation);

    public async Task<ProcessorResult<ImmutableArray<Invoice>>> FindInvoices(
        OrderKey order, CancellationToken cancellation)
    {
        var backTo = clock.GetUtcNow() - SearchedBack;
        var rows = await Pages.Find(
            after => Page(after, backTo, cancellation), row => row.IsOf(order)).ConfigureAwait(false);
        return rows.Then(ours => ours.ReadEach(
            CoinbaseCommerceJson.Default.ChargeWire, CoinbaseCommerceInvoices.Read));
    }

    public async Task<ProcessorResult<bool>> MakeUnpayable(string invoiceId, CancellationToken cancellation)
    {
        var cancelled = await One(HttpMethod.Post, invoiceId, "/cancel", cancellation).ConfigureAwait(false);
        if (cancelled is not ProcessorResult<Invoice>.Refused { IsOfSettings: false })
        {
            return cancelled.Then<Invoice, bool>(invoice => invoice.Status is InvoiceStatus.Invalid
                ? new ProcessorResult<bool>.Found(true)
                : new ProcessorResult<bool>.Nonsense("The charge is not cancelled after its cancellation."));
        }

        // Only a new charge can be cancelled; one reason is that it already is. An expired one still takes late money.
        var read = await ReadInvoice(invoiceId, cancellation).ConfigureAwait(false);
        return read.Select(invoice => invoice.Status is InvoiceStatus.Invalid);
    }

    /// <param name="backTo">The page that has an older one is the last.</param>
    private async Task<ProcessorResult<RowPage>> Page(
        string after, DateTimeOffset backTo, CancellationToken cancellation)
    {
        var query = $"?limit={Pages.Size}&order=desc";
        if (after != "") query += $"&starting_after={Uri.EscapeDataString(after)}";
        using var call = new HttpRequestMessage { Method = HttpMethod.Get };
        var answer = await Send(call, query, CoinbaseCommerceJson.Default.ChargeListWire, cancellation)
            .ConfigureAwait(false);
        return answer.Then(charges => Page(charges, backTo));
    }

    private static ProcessorResult<RowPage> Page(ChargeListWire charges, DateTimeOffset backTo)
    {
        if (charges is not { Pagination.NextUri: { Length: > 0 } })
            return new ProcessorResult<RowPage>.Found(new RowPage(charges.Data, Next: null));

        var oldest = charges.Data is [.., var last]
            ? last.ReadAs(CoinbaseCommerceJson.Default.ChargePlaceWire)
            : null;
        return oldest switch
        {
            { CreatedAt: { } at } when at < backTo =>
                new ProcessorResult<RowPage>.Found(new RowPage(charges.Data, Next: null)),
            { Id: { Length: > 0 } id } => new ProcessorResult<RowPage>.Found(new RowPage(charges.Data, id)),
            _ => new ProcessorResult<RowPage>.Nonsense("There is a next page, and nothing to ask for it by."),
        };
    }

    private async Task<ProcessorResult<Invoice>> One(
        HttpMethod method, string invoiceId, string action, CancellationToken cancellation)
    {
        using var call = new HttpRequestMessage { Method = method };
        var answer = await Send(call, $"/{Uri.EscapeDataString(invoiceId)}{action}",
            CoinbaseCommerceJson.Default.ChargeAnswerWire, cancellation).ConfigureAwait(false);
        return answer.Then(charge => charge.Data.Id == invoiceId
            ? CoinbaseCommerceInvoices.Read(charge.Data)
            : new ProcessorResult<Invoice>.Nonsense("The answer is about another charge."));
    }

    /// <param name="path">What follows the path of the charges.</param>
    private Task<ProcessorResult<T>> Send<T>(
        HttpRequestMessage call, string path, JsonTypeInfo<T> shape, CancellationToken cancellation) =>
        options.With(account, settings =>
        {
            call.RequestUri = new Uri($"{settings.BaseUrl.TrimEnd('/')}/charges{path}");
            call.Headers.Add("X-CC-Api-Key", settings.ApiKey);
            call.Headers.Add("X-CC-Version", "2018-03-22");
            return calls.Send(call, shape, cancellation);
        });
}
