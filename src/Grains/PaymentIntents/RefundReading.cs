using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>One round of reads of every refund that the processor has and that is not at its end.</summary>
internal sealed class RefundReading(EffectSetting setting) : Effect(setting)
{
    private DateTimeOffset? lastReadAt;

    public override async Task<ImmutableArray<Command>> Run(PaymentIntent intent, CancellationToken cancellation)
    {
        var startedAt = Now;
        var commands = ImmutableArray.CreateBuilder<Command>();
        var hasFailed = false;
        foreach (var refund in intent.Refunds.Where(refund => refund.Progress == RefundProgress.Pending && !refund.IsGivenUp))
        {
            var attempt = intent.Attempts.Single(attempt => attempt.AttemptId == refund.AttemptId);
            var answer = Setting.Processor(attempt.Processor) is IRefundingProcessor processor
                ? await processor.ReadRefund(attempt.Invoice!.InvoiceId, refund.Refund!.ProcessorRefundId, cancellation)
                : UnknownProcessor<Refund>();
            if (answer is ProcessorResult<Refund>.Found found) commands.Add(new Command.ObserveRefund(refund.RefundId, found.Value, Now));
            if (answer is not ProcessorResult<Refund>.Found { Value.Status: not RefundStatus.Unrecognized })
            {
                hasFailed = true;
                Fail(intent, attempt.Processor, answer);
            }

            if (startedAt >= RefundSchedule.GivenUpAt(refund, Setting.Polling)) commands.Add(new Command.GiveRefundUp(refund.RefundId, Now));
        }

        lastReadAt = startedAt;
        if (!hasFailed) Succeed();
        return commands.ToImmutable();
    }

    protected override DateTimeOffset? OwedAt(PaymentIntent intent) =>
        RefundSchedule.NextReadAt(intent, lastReadAt, Now, Setting.Polling);
}
