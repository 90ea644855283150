using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Grains.Effects;

/// <summary>
/// One account's rounds of reads: every refund that the processor has and that is not at its end. In first rounds, and
/// of what a person says was not made, also a search: a call that was taken for lost may have come through after all.
/// </summary>
internal sealed class RefundReading(Lane lane, EffectContext context) : AccountEffect(lane, context)
{
    private DateTimeOffset? lastReadAt;
    private bool isWoken;
    private int twinLookUpsLeft = context.Polling.StrayLookUps;

    public override LaneMemory Memory => RestingMemory with { LastReadAt = lastReadAt, IsWoken = isWoken };

    /// <summary>Somebody has reason to think that there is news, also of what was given up.</summary>
    public void Wake() => isWoken = true;

    /// <summary>Another activation may have asked for the same: read and search again.</summary>
    public void StartOver() => (isWoken, twinLookUpsLeft) = (true, Context.Polling.StrayLookUps);

    public override async Task<ImmutableArray<Command>> Run(
        PaymentIntent intent, string id, CancellationToken cancellation)
    {
        var (startedAt, wasWoken, searches) = (Now, isWoken, twinLookUpsLeft > 0);
        isWoken = false;
        var commands = ImmutableArray.CreateBuilder<Command>();
        var succeeded = true;
        foreach (var refund in intent.Refunds.Where(refund =>
            intent.AttemptOf(refund).Account == Account && (wasWoken || !refund.IsGivenUp)))
        {
            if (refund.Progress == RefundProgress.Pending)
            {
                succeeded &= await Read(intent, refund, searches, commands, cancellation);
                commands.Add(new Command.GiveRefundUp(refund.RefundId, Now));
            }
            else if (refund.IsSaidNotMade)
            {
                succeeded &= await Search(intent, refund, commands, cancellation);
            }
        }

        // What failed is owed again, as soon as the pause after the failure is over.
        lastReadAt = succeeded ? startedAt : null;
        if (succeeded) Succeed();
        if (succeeded && searches) twinLookUpsLeft--;
        return commands.ToImmutable();
    }

    private async Task<bool> Read(
        PaymentIntent intent, IntentRefund refund, bool searches, ImmutableArray<Command>.Builder commands,
        CancellationToken cancellation)
    {
        if (Context.Accounts.ProcessorOf(Account) is not IRefundingProcessor processor)
            return Failed(intent, UnknownProcessor<Refund>());
        var (invoiceId, processorRefundId) =
            (intent.AttemptOf(refund).Invoice!.InvoiceId, refund.Refund!.ProcessorRefundId);
        var answer = await processor.ReadRefund(invoiceId, processorRefundId, cancellation);
        if (answer is not ProcessorResult<Refund>.Found found) return Failed(intent, answer);
        commands.Add(new Command.ObserveRefund(refund.RefundId, found.Value, Now));
        return !searches || await Search(intent, refund, commands, cancellation);
    }

    private async Task<bool> Search(
        PaymentIntent intent, IntentRefund refund, ImmutableArray<Command>.Builder commands,
        CancellationToken cancellation)
    {
        if (Context.Accounts.ProcessorOf(Account) is not IRefundingProcessor processor)
            return Failed(intent, UnknownProcessor<Refund>());
        var answer = await processor.FindRefunds(intent.RequestOf(refund), cancellation);
        if (answer is not ProcessorResult<ImmutableArray<Refund>>.Found found) return Failed(intent, answer);
        commands.AddRange(found.Value
            .Where(twin => twin.ProcessorRefundId != refund.Refund?.ProcessorRefundId)
            .Select(twin => new Command.ObserveRefund(refund.RefundId, twin, Now)));
        return true;
    }

    private bool Failed<T>(PaymentIntent intent, ProcessorResult<T> ending)
    {
        Fail(intent, ending);
        return false;
    }
}
