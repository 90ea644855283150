using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CryptoPay.Payments;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Answers;
using CryptoPay.Processors.Http;
using Microsoft.Extensions.Options;

namespace CryptoPay.Processors.Signed;

/// <summary>
/// One account at a processor that keeps the contract in docs/processors/signed.md. The attempt is its idempotency key,
/// so the same attempt asked for again, at any time, is the same payment.
/// </summary>
public sealed partial class SignedProcessor(
    string account, IOptionsMonitor<SignedOptions> options, IHttpClientFactory clients, TimeProvider clock)
    : IPaymentProcessor
{
    private readonly JsonCalls calls = new(clients, account, SignedFaults.Read, clock);

    public async Task<ProcessorResult<Invoice>> CreateInvoice(InvoiceRequest request, CancellationToken cancellation)
    {
        var answer = await Send(HttpMethod.Post, "", SignedJson.Default.PaymentWire, cancellation, (call, settings) =>
            Fill(call, request.AttemptId, SignedPayments.Ask(request, settings.WebhookUrl),
                SignedJson.Default.NewPaymentWire)).ConfigureAwait(false);
        return answer.Then(wire => SignedPayments.Read(wire).Match(request));
    }

    public async Task<ProcessorResult<Invoice>> ReadInvoice(string invoiceId, CancellationToken cancellation)
    {
        var answer = await Send(HttpMethod.Get, PathOf(invoiceId), SignedJson.Default.PaymentWire, cancellation)
            .ConfigureAwait(false);
        return answer.Then(wire => Ours(wire, invoiceId));
    }

    public async Task<ProcessorResult<ImmutableArray<Invoice>>> FindInvoices(
        OrderKey order, CancellationToken cancellation)
    {
        // Other software may keep its own orders in the same account, and number them alike.
        var rows = await Find($"?orderId={Uri.EscapeDataString(order.OrderId)}",
            row => row.IsOf(order), cancellation).ConfigureAwait(false);
        return rows.Then(ours => ours.ReadEach(SignedJson.Default.PaymentWire, Read));
    }

    public async Task<ProcessorResult<bool>> MakeUnpayable(string invoiceId, CancellationToken cancellation)
    {
        var answer = await Send(
            HttpMethod.Post, $"{PathOf(invoiceId)}/cancel", SignedJson.Default.PaymentWire, cancellation)
            .ConfigureAwait(false);
        return answer is ProcessorResult<PaymentWire>.Refused { Code: SignedCodes.NotCancellable }
            ? new ProcessorResult<bool>.Found(false)
            : answer.Then(wire => Ours(wire, invoiceId)).Select(invoice => invoice.Status is InvoiceStatus.Invalid);
    }

    private Task<ProcessorResult<T>> Send<T>(HttpMethod method, string path, JsonTypeInfo<T> shape,
        CancellationToken cancellation, Action<HttpRequestMessage, SignedOptions>? complete = null) =>
        Send(method, path, call => calls.Send(call, shape, cancellation), complete);

    private Task<ProcessorResult<ImmutableArray<JsonElement>>> Find(
        string path, Func<JsonElement, bool> isWanted, CancellationToken cancellation) =>
        Send(HttpMethod.Get, path, call => calls.Find(call, isWanted, cancellation));

    private Task<ProcessorResult<T>> Send<T>(HttpMethod method, string path,
        Func<HttpRequestMessage, Task<ProcessorResult<T>>> send,
        Action<HttpRequestMessage, SignedOptions>? complete = null) =>
        options.With(account, async settings =>
        {
            using var call = new HttpRequestMessage(method, $"{settings.BaseUrl.TrimEnd('/')}/payments{path}");
            call.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.ApiKey);
            complete?.Invoke(call, settings);
            return await send(call).ConfigureAwait(false);
        });

    private static void Fill<TBody>(
        HttpRequestMessage call, string idempotencyKey, TBody body, JsonTypeInfo<TBody> bodyShape)
    {
        call.Headers.Add("Idempotency-Key", idempotencyKey);
        call.Content = JsonBody.Of(body, bodyShape);
    }

    private static ProcessorResult<Invoice> Read(PaymentWire wire) =>
        new ProcessorResult<Invoice>.Found(SignedPayments.Read(wire));

    private static ProcessorResult<Invoice> Ours(PaymentWire wire, string invoiceId) => wire.Id == invoiceId
        ? Read(wire)
        : new ProcessorResult<Invoice>.Nonsense("The answer is about another payment.");

    private static string PathOf(string invoiceId) => $"/{Uri.EscapeDataString(invoiceId)}";
}
