using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>
/// One account's rounds of reads: every invoice of the intent there, and in first rounds and after a wake also a search
/// for strays. Each account has its own, so that one that is slow or asks for a pause hides nothing that another shows.
/// </summary>
internal sealed class InvoiceReading(string account, InvoiceReadings all, EffectSetting setting) : Effect(setting)
{
    private DateTimeOffset? lastReadAt;
    private int strayLookUpsLeft = setting.Polling.StrayLookUps;

    /// <summary>When the last round began, finished or not; null where this activation has made none.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>
    /// When the last round that is over began, and whether each read of it succeeded; null where none is.
    /// </summary>
    public (DateTimeOffset StartedAt, bool Succeeded)? Finished { get; private set; }

    /// <summary>When the last round that succeeded began.</summary>
    private DateTimeOffset? answeredAt;

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
        var startedAt = Now;
        StartedAt = startedAt;
        var commands = ImmutableArray.CreateBuilder<Command>();
        var succeeded = await Read(intent, commands, cancellation);
        (lastReadAt, Finished) = (Now, (startedAt, succeeded));
        if (succeeded)
        {
            answeredAt = startedAt;
            Succeed();
        }

        Setting.Read(account, succeeded);
        if (all.Finish(intent) is { } finish) commands.Add(finish);
        return commands.ToImmutable();
    }

    protected override DateTimeOffset? OwedAt(PaymentIntent intent) =>
        Schedule.NextReadAt(intent, lastReadAt, Now, Setting.Polling, answeredAt);

    private async Task<bool> Read(
        PaymentIntent intent, ImmutableArray<Command>.Builder commands, CancellationToken cancellation)
    {
        if (Setting.Processor(account) is not { } processor) return Failed(intent, UnknownProcessor<Invoice>());
        foreach (var attempt in intent.Attempts.Where(attempt =>
            attempt.Processor == account && attempt.Invoice is not null))
        {
            var answer = await processor.ReadInvoice(attempt.Invoice!.InvoiceId, cancellation);
            if (answer is ProcessorResult<Invoice>.Found found)
            {
                commands.Add(new Command.Observe(account, found.Value, Now));
                continue;
            }

            if (answer is ProcessorResult<Invoice>.Nonsense nonsense)
                commands.Add(new Command.RecordNonsense(attempt.AttemptId, nonsense.Reason, Now));
            return Failed(intent, answer);
        }

        // A search that fails only postpones the next one, except in the last round, which must be sure.
        var isLast = Now >= Schedule.WatchEndsAt(intent, Setting.Polling);
        if (strayLookUpsLeft == 0 && intent.ReadDueAt is null && !isLast) return true;
        var searched = await processor.FindInvoices(intent.Merchant, intent.OrderId, cancellation);
        if (searched is not ProcessorResult<ImmutableArray<Invoice>>.Found strays)
            return !isLast || Failed(intent, searched);
        commands.Add(new Command.RecordLookUp(account, strays.Value, Now));
        if (strayLookUpsLeft > 0) strayLookUpsLeft--;
        return true;
    }

    private bool Failed<T>(PaymentIntent intent, ProcessorResult<T> ending)
    {
        Fail(intent, account, ending);
        return false;
    }
}
