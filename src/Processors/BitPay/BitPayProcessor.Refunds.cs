using System.Collections.Immutable;
using CryptoPay.Payments;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Http;

namespace CryptoPay.Processors.BitPay;

/// <summary>
/// Refunds are the merchant facade's alone. The customer accepts one by e-mail; only then does money go out.
/// </summary>
public sealed partial class BitPayProcessor
{
    // Where the settings are not valid any more, a call will say so.
    public bool CanRefund => options.ValidOrNull(account)?.HasMerchantFacade ?? true;

    /// <summary>
    /// Reads the invoice first, and sends nothing unless it is complete: BitPay takes the refund of one that is only
    /// confirmed as a wish to decline it, and gives back all of it, whatever the amount says.
    /// </summary>
    public Task<ProcessorResult<Refund>> CreateRefund(RefundRequest request, CancellationToken cancellation) =>
        OnMerchantFacade(async settings =>
        {
            var invoice = await Read(settings, request.InvoiceId, cancellation).ConfigureAwait(false);
            if (invoice is not ProcessorResult<InvoiceWire>.Found { Value.Status: "complete" })
                return NotSent(invoice.Then(BitPayRefunds.ObstacleIn));

            using var call = Call(HttpMethod.Post, settings, "refunds");
            call.Content = JsonBody.Of(
                BitPayRefunds.Ask(request, settings.MerchantToken!), BitPayJson.Default.NewRefundWire);
            Sign(call, settings, await call.Content.ReadAsStringAsync(cancellation).ConfigureAwait(false));
            var answer = await Send(call, BitPayJson.Default.AnswerWireRefundWire, cancellation).ConfigureAwait(false);
            return answer.Then(wire => BitPayRefunds.Match(wire, request));
        });

    public Task<ProcessorResult<Refund>> ReadRefund(
        string invoiceId, Sensitive processorRefundId, CancellationToken cancellation) =>
        OnMerchantFacade(async settings =>
        {
            var path = Uri.EscapeDataString(processorRefundId.Value);
            var answer = await Refund(settings, path, cancellation).ConfigureAwait(false);
            return answer.Then(wire => wire.Id == processorRefundId.Value
                ? BitPayRefunds.Read(wire, invoiceId)
                : new ProcessorResult<Refund>.Nonsense("The answer is about another refund."));
        });

    public Task<ProcessorResult<ImmutableArray<Refund>>> FindRefunds(
        RefundRequest request, CancellationToken cancellation) =>
        OnMerchantFacade<ImmutableArray<Refund>>(async settings =>
        {
            var answer = await Refund(settings, $"guid/{request.Key}", cancellation).ConfigureAwait(false);
            return answer is ProcessorResult<RefundWire>.Refused refused && BitPayFaults.IsNoRefund(refused.Code)
                ? new ProcessorResult<ImmutableArray<Refund>>.Found([])
                : answer.Then(wire => BitPayRefunds.Read(wire, request.InvoiceId))
                    .Select(refund => ImmutableArray.Create(refund));
        });

    private async Task<ProcessorResult<RefundWire>> Refund(
        BitPayOptions settings, string path, CancellationToken cancellation)
    {
        using var call = Signed(HttpMethod.Get, settings, $"refunds/{path}", "");
        return await Send(call, BitPayJson.Default.AnswerWireRefundWire, cancellation).ConfigureAwait(false);
    }

    // The refund was not, whatever became of the read before it.
    private static ProcessorResult<Refund> NotSent(ProcessorResult<Refund> ending) =>
        ending is ProcessorResult<Refund>.Unavailable away ? away with { WasSent = false } : ending;

    private Task<ProcessorResult<T>> OnMerchantFacade<T>(Func<BitPayOptions, Task<ProcessorResult<T>>> call) =>
        options.With(account, settings => settings.HasMerchantFacade
            ? call(settings)
            : Task.FromResult<ProcessorResult<T>>(
                new ProcessorResult<T>.Refused(BitPayCodes.MerchantFacadeRequired, IsOfSettings: true)));
}
