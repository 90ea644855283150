using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using CryptoPay.Payments;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Answers;
using CryptoPay.Processors.Http;
using Microsoft.Extensions.Options;
using static System.FormattableString;

namespace CryptoPay.Processors.BitPay;

/// <summary>
/// One BitPay merchant account. Invoices are made and read on the POS facade, with a bare token; only the merchant
/// facade, where every call is signed, can cancel, search and refund. The attempt's ID is BitPay's guid: a create that
/// is repeated answers with the invoice that is there.
/// </summary>
public sealed partial class BitPayProcessor(
    string account, IOptionsMonitor<BitPayOptions> options, IHttpClientFactory clients, TimeProvider clock)
    : IPaymentProcessor, IRefundingProcessor
{
    /// <summary>BitPay wants dates to search between. Longer than an order is watched and reviewed.</summary>
    private static readonly TimeSpan SearchedBack = TimeSpan.FromDays(60);

    private readonly JsonCalls calls = new(clients, account, BitPayFaults.Read, clock);

    public Task<ProcessorResult<Invoice>> CreateInvoice(InvoiceRequest request, CancellationToken cancellation) =>
        options.With(account, async settings =>
        {
            using var call = Call(HttpMethod.Post, settings, "invoices");
            call.Content = JsonBody.Of(BitPayInvoices.Ask(request, settings), BitPayJson.Default.NewInvoiceWire);
            var answer = await Send(call, BitPayJson.Default.AnswerWireInvoiceWire, cancellation).ConfigureAwait(false);
            return answer.Then(BitPayInvoices.Read).Then(invoice => invoice.Match(request));
        });

    public Task<ProcessorResult<Invoice>> ReadInvoice(string invoiceId, CancellationToken cancellation) =>
        options.With(account, async settings =>
            (await Read(settings, invoiceId, cancellation).ConfigureAwait(false)).Then(BitPayInvoices.Read));

    /// <summary>
    /// The POS facade cannot search, and finds nothing. Nothing is lost by that: who then creates again with the same
    /// attempt gets the invoice that was made.
    /// </summary>
    public Task<ProcessorResult<ImmutableArray<Invoice>>> FindInvoices(
        OrderKey order, CancellationToken cancellation) =>
        options.With<BitPayOptions, ImmutableArray<Invoice>>(account, async settings =>
        {
            if (!settings.HasMerchantFacade) return new ProcessorResult<ImmutableArray<Invoice>>.Found([]);

            var rows = await Pages.Find(offset => Page(settings, order.OrderId, offset, cancellation),
                row => BitPayInvoices.IsOf(row, order)).ConfigureAwait(false);
            return rows.Then(ours => ours.ReadEach(BitPayJson.Default.InvoiceWire, BitPayInvoices.Read))
                // One that is made meanwhile moves all others on, so that one may stand on two pages.
                .Select(found => found.DistinctBy(invoice => invoice.InvoiceId).ToImmutableArray());
        });

    private async Task<ProcessorResult<RowPage>> Page(
        BitPayOptions settings, string orderId, string offset, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        // The day of the account's time zone may be ahead of ours.
        using var call = Signed(HttpMethod.Get, settings, "invoices",
            $"&orderId={Uri.EscapeDataString(orderId)}&dateStart={Day(now - SearchedBack)}"
            + $"&dateEnd={Day(now.AddDays(1))}&limit={Pages.Size}" + (offset is "" ? "" : $"&offset={offset}"));
        var answer = await Send(call, BitPayJson.Default.AnswerWireJsonElementArray, cancellation)
            .ConfigureAwait(false);
        return answer.Select(rows => new RowPage(rows, rows.Length < Pages.Size ? null : Next(offset)));
    }

    private static string Next(string offset) => Invariant(
        $"{(offset is "" ? 0 : int.Parse(offset, CultureInfo.InvariantCulture)) + Pages.Size}");

    /// <summary>
    /// Without the merchant facade an open invoice becomes unpayable at its expiry by itself: until then the answer is
    /// Unavailable, to be asked again at that time.
    /// </summary>
    public Task<ProcessorResult<bool>> MakeUnpayable(string invoiceId, CancellationToken cancellation) =>
        options.With(account, settings => settings.HasMerchantFacade
            ? Cancel(settings, invoiceId, cancellation)
            : AwaitExpiry(settings, invoiceId, cancellation));

    /// <summary>
    /// Not with forceCancel, which cancels what may have been paid: without it BitPay refuses where it cannot tell.
    /// </summary>
    private async Task<ProcessorResult<bool>> Cancel(
        BitPayOptions settings, string invoiceId, CancellationToken cancellation)
    {
        using var call = Signed(HttpMethod.Delete, settings, PathOf(invoiceId), "");
        var cancelled = await Send(call, BitPayJson.Default.AnswerWireInvoiceWire, cancellation).ConfigureAwait(false);
        return cancelled is ProcessorResult<InvoiceWire>.Refused refused && BitPayFaults.IsNotCancellable(refused.Code)
            ? (await Read(settings, invoiceId, cancellation).ConfigureAwait(false)).Then(IsUnpayable)
            : cancelled.Then(wire => About(invoiceId, wire)).Then(IsUnpayable);
    }

    private async Task<ProcessorResult<bool>> AwaitExpiry(
        BitPayOptions settings, string invoiceId, CancellationToken cancellation)
    {
        var read = await Read(settings, invoiceId, cancellation).ConfigureAwait(false);
        return read.Then(wire => wire.Status is "new"
            ? new ProcessorResult<bool>.Unavailable(BitPayCodes.PayableUntilExpiry,
                TimeSpan.FromTicks(Math.Max(0, (wire.ExpirationTime - clock.GetUtcNow()).Ticks)))
            : IsUnpayable(wire));
    }

    private async Task<ProcessorResult<InvoiceWire>> Read(
        BitPayOptions settings, string invoiceId, CancellationToken cancellation)
    {
        using var call = Call(
            HttpMethod.Get, settings, $"{PathOf(invoiceId)}?token={Uri.EscapeDataString(settings.ApiToken)}");
        var answer = await Send(call, BitPayJson.Default.AnswerWireInvoiceWire, cancellation).ConfigureAwait(false);
        return answer.Then(wire => About(invoiceId, wire));
    }

    private static ProcessorResult<InvoiceWire> About(string invoiceId, InvoiceWire wire) => wire.Id == invoiceId
        ? new ProcessorResult<InvoiceWire>.Found(wire)
        : new ProcessorResult<InvoiceWire>.Nonsense("The answer is about another invoice.");

    private static ProcessorResult<bool> IsUnpayable(InvoiceWire wire) => wire.Status switch
    {
        "expired" or "declined" => new ProcessorResult<bool>.Found(true),
        "new" or "paid" or "confirmed" or "complete" or "invalid" => new ProcessorResult<bool>.Found(false),
        _ => new ProcessorResult<bool>.Nonsense("An unknown status."),
    };

    private async Task<ProcessorResult<T>> Send<T>(
        HttpRequestMessage call, JsonTypeInfo<AnswerWire<T>> shape, CancellationToken cancellation) where T : class
    {
        var answer = await calls.Send(call, shape, cancellation).ConfigureAwait(false);
        return answer.Then<AnswerWire<T>, T>(wire => wire switch
        {
            { Data: { } data } => new ProcessorResult<T>.Found(data),
            _ when BitPayFaults.Of(wire) is { } fault => new ProcessorResult<T>.Refused(fault.Code, fault.IsOfSettings),
            _ => new ProcessorResult<T>.Nonsense("The answer has no data."),
        });
    }

    private static HttpRequestMessage Call(HttpMethod method, BitPayOptions settings, string path)
    {
        var call = new HttpRequestMessage(method, $"{settings.BaseUrl.TrimEnd('/')}/{path}");
        call.Headers.Add("X-Accept-Version", "2.0.0");
        return call;
    }

    private static HttpRequestMessage Signed(HttpMethod method, BitPayOptions settings, string path, string query)
    {
        var call = Call(method, settings, $"{path}?token={Uri.EscapeDataString(settings.MerchantToken!)}{query}");
        Sign(call, settings, body: "");
        return call;
    }

    /// <param name="body">Signed after the URL; "" for a call without one.</param>
    private static void Sign(HttpRequestMessage call, BitPayOptions settings, string body)
    {
        var (identity, signature) = BitPaySigner.Sign(settings.MerchantKey, call.RequestUri!.AbsoluteUri + body);
        call.Headers.Add("X-Identity", identity);
        call.Headers.Add("X-Signature", signature);
    }

    private static string PathOf(string invoiceId) => $"invoices/{Uri.EscapeDataString(invoiceId)}";

    private static string Day(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
