using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>
/// One round of reads: every invoice of the intent, and in first rounds and after a wake also a search for strays.
/// </summary>
internal sealed class InvoiceReading(EffectSetting setting) : Effect(setting)
{
    private DateTimeOffset? lastReadAt;
    private int strayLookUpsLeft = setting.Polling.StrayLookUps;

    /// <summary>When the last round began, finished or not; null where this activation has made none.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>An invoice was opened just now, which is as good as a read.</summary>
    public void Begin(DateTimeOffset openedAt)
    {
        (lastReadAt, strayLookUpsLeft) = (openedAt, Setting.Polling.StrayLookUps);
        Succeed();
    }

    /// <summary>
    /// The settings of the processor's account, or its invoices, may have changed unseen: read and search again.
    /// </summary>
    public void BeginAgain() => (lastReadAt, strayLookUpsLeft) = (null, Setting.Polling.StrayLookUps);

    public override async Task<ImmutableArray<Command>> Run(PaymentIntent intent, CancellationToken cancellation)
    {
        StartedAt = Now;
        var commands = ImmutableArray.CreateBuilder<Command>();
        var failure = await Read(intent, commands, cancellation);
        lastReadAt = Now;
        if (failure is null) Succeed();
        else Fail(intent, failure.Value.Code, failure.Value.RetryAfter);
        commands.Add(new Command.FinishReading(StartedAt.Value, failure is null, Now));
        Setting.Read(intent, succeeded: failure is null);
        return commands.ToImmutable();
    }

    protected override DateTimeOffset? OwedAt(PaymentIntent intent) =>
        Schedule.NextReadAt(intent, lastReadAt, Now, Setting.Polling);

    private async Task<(string Code, TimeSpan? RetryAfter)?> Read(
        PaymentIntent intent, ImmutableArray<Command>.Builder commands, CancellationToken cancellation)
    {
        if (Setting.ProcessorOf(intent) is not { } processor) return ("processor_unknown", null);
        foreach (var attempt in intent.Attempts.Where(attempt => attempt.Invoice is not null))
        {
            switch (await processor.ReadInvoice(attempt.Invoice!.InvoiceId, cancellation))
            {
                case ProcessorResult<Invoice>.Found found:
                    commands.Add(new Command.Observe(found.Value, Now));
                    break;
                case ProcessorResult<Invoice>.Nonsense nonsense:
                    commands.Add(new Command.RecordNonsense(nonsense.Reason, Now));
                    return (nonsense.Reason, null);
                case ProcessorResult<Invoice>.Refused refused:
                    return (refused.Code, null);
                case ProcessorResult<Invoice>.Unavailable unavailable:
                    return (unavailable.Code, unavailable.RetryAfter);
            }
        }

        return await LookForStrays(intent, processor, commands, cancellation);
    }

    /// <summary>
    /// A search that fails only postpones the next one, except in the last round, which must be sure.
    /// </summary>
    private async Task<(string Code, TimeSpan? RetryAfter)?> LookForStrays(
        PaymentIntent intent, IPaymentProcessor processor, ImmutableArray<Command>.Builder commands,
        CancellationToken cancellation)
    {
        var isLast = Now >= Schedule.WatchEndsAt(intent, Setting.Polling);
        if (strayLookUpsLeft == 0 && intent.ReadDueAt is null && !isLast) return null;
        if (await processor.FindInvoices(intent.Merchant, intent.OrderId, cancellation)
            is not ProcessorResult<ImmutableArray<Invoice>>.Found found) return isLast ? ("search_failed", null) : null;
        commands.Add(new Command.RecordLookUp(found.Value, Now));
        if (strayLookUpsLeft > 0) strayLookUpsLeft--;
        return null;
    }
}
