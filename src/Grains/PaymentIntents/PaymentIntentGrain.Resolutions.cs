using System.Collections.Immutable;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>What people say of money that nobody else can tell.</summary>
internal sealed partial class PaymentIntentGrain
{
    public async Task<PaymentIntentAnswer> Resolve(ReviewResolution resolution) =>
        Answer(await Apply([new Command.Resolve(resolution, context.Now)]));

    /// <summary>
    /// Looks at the processor before it decides. It interleaves, so that it holds up nobody meanwhile; what it brings
    /// is decided in a turn.
    /// </summary>
    public async Task<RefundAnswer> ResolveRefund(string refundId, RefundResolution resolution)
    {
        if (committed.Intent is not { } intent) return new RefundAnswer(null, Refusal.NotFound);
        if (intent.RefundOf(refundId) is not { } refund) return new RefundAnswer(null, Refusal.RefundNotFound);

        var (request, startedAt) = (intent.RequestOf(refund), context.Now);
        DateTimeOffset? searchedAt = null;
        Refund? made = null;
        if (context.Accounts.ProcessorOf(intent.AttemptOf(refund).Account) is IRefundingProcessor processor)
        {
            if (resolution.IsMade)
            {
                var read = await processor.ReadRefund(request.InvoiceId, resolution.ProcessorRefundId, leaving.Token);
                if (read is ProcessorResult<Refund>.Unavailable) return new RefundAnswer(null, Refusal.RefundUnclear);
                made = (read as ProcessorResult<Refund>.Found)?.Value;
            }
            else if (await processor.FindRefunds(request, leaving.Token)
                is ProcessorResult<ImmutableArray<Refund>>.Found { Value.IsEmpty: true })
            {
                searchedAt = startedAt;
            }
        }

        var refusal = await Ask(new Command.ResolveRefund(refundId, resolution, searchedAt, made, context.Now));
        return refusal == Refusal.None ? RefundAnswerOf(refundId) : new RefundAnswer(null, refusal);
    }
}
