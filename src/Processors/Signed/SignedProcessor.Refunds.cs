using System.Collections.Immutable;
using CryptoPay.Payments;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Http;

namespace CryptoPay.Processors.Signed;

/// <summary>The refund's key is its idempotency key, as the attempt is the payment's.</summary>
public sealed partial class SignedProcessor : IRefundingProcessor
{
    /// <summary>The contract: the same key at any time is the same refund.</summary>
    public TimeSpan RepeatSafeFor => TimeSpan.MaxValue;

    public async Task<ProcessorResult<Refund>> CreateRefund(RefundRequest request, CancellationToken cancellation)
    {
        var answer = await Send(HttpMethod.Post, $"{PathOf(request.InvoiceId)}/refunds", SignedJson.Default.RefundWire,
            cancellation, (call, _) => Fill(call, request.Key, SignedRefunds.Ask(request),
                SignedJson.Default.NewRefundWire)).ConfigureAwait(false);
        return answer.Then(wire => SignedRefunds.Match(wire, request));
    }

    public async Task<ProcessorResult<Refund>> ReadRefund(
        string invoiceId, Sensitive processorRefundId, CancellationToken cancellation)
    {
        var path = $"{PathOf(invoiceId)}/refunds{PathOf(processorRefundId.Value)}";
        var answer = await Send(HttpMethod.Get, path, SignedJson.Default.RefundWire, cancellation)
            .ConfigureAwait(false);
        return answer.Then<RefundWire, Refund>(wire => (wire.PaymentId, wire.Id) == (invoiceId, processorRefundId.Value)
            ? new ProcessorResult<Refund>.Found(SignedRefunds.Read(wire))
            : new ProcessorResult<Refund>.Nonsense("The answer is about another refund."));
    }

    public async Task<ProcessorResult<ImmutableArray<Refund>>> FindRefunds(
        RefundRequest request, CancellationToken cancellation)
    {
        var rows = await Find($"{PathOf(request.InvoiceId)}/refunds",
            row => SignedRefunds.IsOf(row, request), cancellation).ConfigureAwait(false);
        return rows.Then(ours => ours.ReadEach(SignedJson.Default.RefundWire,
            wire => new ProcessorResult<Refund>.Found(SignedRefunds.Read(wire))));
    }
}
