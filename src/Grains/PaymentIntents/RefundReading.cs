using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>
/// One round of reads of every refund that the processor has and that is not at its end, in first rounds also a search
/// for twins: a call that was taken for lost may have come through after all.
/// </summary>
internal sealed class RefundReading(EffectSetting setting) : Effect(setting)
{
    private DateTimeOffset? lastReadAt;
    private bool isWoken;
    private int twinLookUpsLeft = setting.Polling.StrayLookUps;

    /// <summary>Somebody has reason to think that there is news, also of what was given up.</summary>
    public void Wake() => isWoken = true;

    /// <summary>Another activation may have asked for the same: read and search again.</summary>
    public void BeginAgain() => (isWoken, twinLookUpsLeft) = (true, Setting.Polling.StrayLookUps);

    public override async Task<ImmutableArray<Command>> Run(PaymentIntent intent, CancellationToken cancellation)
    {
        var (startedAt, wasWoken, searches) = (Now, isWoken, twinLookUpsLeft > 0);
        isWoken = false;
        var commands = ImmutableArray.CreateBuilder<Command>();
        var succeeded = true;
        foreach (var refund in intent.Refunds.Where(refund => IsOpenThere(refund) && (wasWoken || !refund.IsGivenUp)))
        {
            succeeded &= await Read(intent, refund, searches, commands, cancellation);
            commands.Add(new Command.GiveRefundUp(refund.RefundId, Now));
        }

        // What failed is owed again, as soon as the pause after the failure is over.
        lastReadAt = succeeded ? startedAt : null;
        if (succeeded) Succeed();
        if (succeeded && searches) twinLookUpsLeft--;
        return commands.ToImmutable();
    }

    protected override DateTimeOffset? OwedAt(PaymentIntent intent) => isWoken && intent.Refunds.Any(IsOpenThere)
        ? Now
        : RefundSchedule.NextReadAt(intent, lastReadAt, Now, Setting.Polling);

    private static bool IsOpenThere(IntentRefund refund) => refund.Progress == RefundProgress.Pending;

    private async Task<bool> Read(
        PaymentIntent intent, IntentRefund refund, bool searches, ImmutableArray<Command>.Builder commands,
        CancellationToken cancellation)
    {
        var account = intent.AttemptOf(refund).Processor;
        if (Setting.Processor(account) is not IRefundingProcessor processor) return Failed(UnknownProcessor<Refund>());

        var request = intent.RequestOf(refund);
        var answer = await processor.ReadRefund(request.InvoiceId, refund.Refund!.ProcessorRefundId, cancellation);
        if (answer is not ProcessorResult<Refund>.Found found) return Failed(answer);
        commands.Add(new Command.ObserveRefund(refund.RefundId, found.Value, Now));
        if (!searches) return true;

        var searched = await processor.FindRefunds(request, cancellation);
        if (searched is not ProcessorResult<ImmutableArray<Refund>>.Found twins) return Failed(searched);
        commands.AddRange(twins.Value.Where(twin => twin.ProcessorRefundId != found.Value.ProcessorRefundId)
            .Select(twin => new Command.ObserveRefund(refund.RefundId, twin, Now)));
        return true;

        bool Failed<T>(ProcessorResult<T> ending)
        {
            Fail(intent, account, ending);
            return false;
        }
    }
}
