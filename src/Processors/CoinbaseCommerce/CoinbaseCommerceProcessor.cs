using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Http;
using Microsoft.Extensions.Options;

namespace CryptoPay.Processors.CoinbaseCommerce;

/// <summary>
/// Charges at a server that speaks the Commerce API. It has no idempotency and no search: an order's charges are looked
/// for among the newest of the account.
/// </summary>
public sealed class CoinbaseCommerceProcessor(
    string account, IOptionsMonitor<CoinbaseCommerceOptions> options, IHttpClientFactory clients, TimeProvider clock)
    : IPaymentProcessor
{
    private const int PageSize = 100;

    /// <summary>Who looks for an order does so while it is young: a thousand charges later it is not found.</summary>
    private const int PagesMax = 10;

    private readonly JsonCalls _calls = new(clients, account, (status, _) => StatusFault.Of(status), clock);

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
        string merchant, string orderId, CancellationToken cancellation)
    {
        var found = ImmutableArray.CreateBuilder<Invoice>();
        var after = "";
        for (var page = 0; page < PagesMax; page++)
        {
            using var call = new HttpRequestMessage { Method = HttpMethod.Get };
            var answer = await Send(call, $"?limit={PageSize}&order=desc{after}",
                CoinbaseCommerceJson.Default.ChargeListWire, cancellation).ConfigureAwait(false);
            if (answer is not ProcessorResult<ChargeListWire>.Found { Value: var charges })
                return answer.Select(_ => ImmutableArray<Invoice>.Empty);

            foreach (var charge in charges.Data.Where(charge => IsOf(charge, merchant, orderId)))
            {
                var read = Parse(charge).Then(CoinbaseCommerceInvoices.Read);
                if (read is not ProcessorResult<Invoice>.Found { Value: var invoice })
                    return read.Select(_ => ImmutableArray<Invoice>.Empty);
                found.Add(invoice);
            }

            if (charges is not { Data: [.., var last], Pagination.NextUri: { Length: > 0 } }
                || IdOf(last) is not { Length: > 0 } lastId) break;
            after = $"&starting_after={Uri.EscapeDataString(lastId)}";
        }

        return new ProcessorResult<ImmutableArray<Invoice>>.Found(found.ToImmutable());
    }

    public async Task<ProcessorResult<bool>> MakeUnpayable(string invoiceId, CancellationToken cancellation)
    {
        var cancelled = await One(HttpMethod.Post, invoiceId, "/cancel", cancellation).ConfigureAwait(false);
        if (cancelled is not ProcessorResult<Invoice>.Refused { IsOfSettings: false } refused)
            return cancelled.Then<Invoice, bool>(invoice => invoice.Status is InvoiceStatus.Invalid
                ? new ProcessorResult<bool>.Found(true)
                : new ProcessorResult<bool>.Nonsense("The charge is not cancelled after its cancellation."));

        // Only a new charge can be cancelled; one reason is that it already is. An expired one still takes late money.
        var read = await ReadInvoice(invoiceId, cancellation).ConfigureAwait(false);
        return read.Then<Invoice, bool>(invoice => invoice.Status is InvoiceStatus.Open or InvoiceStatus.Unrecognized
            ? new ProcessorResult<bool>.Refused(refused.Code)
            : new ProcessorResult<bool>.Found(invoice.Status is InvoiceStatus.Invalid));
    }

    private static string? IdOf(JsonElement charge) =>
        charge.ValueKind is JsonValueKind.Object && charge.TryGetProperty("id", out var id) ? id.ToString() : null;

    private static bool IsOf(JsonElement charge, string merchant, string orderId) =>
        Parsed(charge, CoinbaseCommerceJson.Default.ChargeMarkWire)?.Metadata is { } metadata
        && metadata.Merchant == merchant && metadata.OrderId == orderId;

    private static ProcessorResult<ChargeWire> Parse(JsonElement charge) =>
        Parsed(charge, CoinbaseCommerceJson.Default.ChargeWire) is { } wire
            ? new ProcessorResult<ChargeWire>.Found(wire)
            : new ProcessorResult<ChargeWire>.Nonsense("A charge of the order is not what was expected.");

    private static T? Parsed<T>(JsonElement charge, JsonTypeInfo<T> shape) where T : class
    {
        try
        {
            return charge.Deserialize(shape);
        }
        catch (JsonException)
        {
            return null;
        }
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
            return _calls.Send(call, shape, cancellation);
        });
}
