using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Grains.Effects;

/// <summary>
/// One account's rounds of reads: every invoice of the intent there, and for some time also a search for strays. Each
/// account has its own, so that one that is slow or asks for a pause hides nothing that another shows; and an invoice
/// that cannot be read hides no other.
/// </summary>
internal sealed class InvoiceReading(Lane lane, InvoiceReadings all, EffectContext context)
    : AccountEffect(lane, context)
{
    private DateTimeOffset? lastReadAt;
    private DateTimeOffset? lastSearchedAt;
    private int strayLookUpsLeft = context.Polling.StrayLookUps;

    /// <summary>When the last round began whose every call was answered.</summary>
    private DateTimeOffset? answeredAt;

    /// <summary>When the last round began, finished or not; null where this activation has made none.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>Why the last round did not show all, for the caller; "" where it did.</summary>
    public string Blindness => Finished switch
    {
        null or { Succeeded: true } => "",
        { IsAnswered: true } => ErrorCodes.ProcessorRefused,
        _ => ErrorCodes.ProcessorUnavailable,
    };

    /// <summary>The last round that is over; null where none is.</summary>
    public Round? Finished { get; private set; }

    public override LaneMemory Memory => RestingMemory with { LastReadAt = lastReadAt, AnsweredAt = answeredAt };

    /// <param name="Succeeded">Each read of it did.</param>
    /// <param name="IsAnswered">The account answered, if only some of the reads with what was asked for.</param>
    public readonly record struct Round(DateTimeOffset StartedAt, bool Succeeded, bool IsAnswered);

    /// <summary>An invoice was opened just now, which is as good as a read.</summary>
    public void CountAsRead(DateTimeOffset openedAt)
    {
        (lastReadAt, strayLookUpsLeft) = (openedAt, Context.Polling.StrayLookUps);
        Succeed();
    }

    /// <summary>
    /// The settings of the processor's account, or its invoices, may have changed unseen: read and search again.
    /// </summary>
    public void StartOver() =>
        (lastReadAt, lastSearchedAt, strayLookUpsLeft) = (null, null, Context.Polling.StrayLookUps);

    public override async Task<ImmutableArray<Command>> Run(
        PaymentIntent intent, string id, CancellationToken cancellation)
    {
        var startedAt = Now;
        StartedAt = startedAt;
        var commands = ImmutableArray.CreateBuilder<Command>();
        var (succeeded, isAnswered) = await Read(intent, commands, cancellation);
        (lastReadAt, Finished) = (Now, new Round(startedAt, succeeded, isAnswered));
        if (isAnswered)
        {
            answeredAt = startedAt;
            Succeed();
            Context.Alerts.Read(Account);
        }

        Context.Metrics.Read(Account, succeeded);
        if (all.Finish(intent) is { } finish) commands.Add(finish);
        return commands.ToImmutable();
    }

    private async Task<(bool Succeeded, bool IsAnswered)> Read(
        PaymentIntent intent, ImmutableArray<Command>.Builder commands, CancellationToken cancellation)
    {
        if (Context.Accounts.ProcessorOf(Account) is not { } processor)
        {
            // Out of the settings: nobody can answer, and trying sooner is no use. Its coming back wakes the order.
            Context.Failed(intent, Account, nameof(InvoiceReading), CodeOf(UnknownProcessor<Invoice>()));
            return (false, true);
        }

        var (succeeded, isAnswered, order) = (true, false, all.NextOrder());
        ProcessorResult<Invoice>? away = null;
        foreach (var attempt in intent.Attempts.Where(attempt =>
            attempt.Account == Account && attempt.Invoice is not null))
        {
            var answer = await processor.ReadInvoice(attempt.Invoice!.InvoiceId, cancellation);
            switch (answer)
            {
                case ProcessorResult<Invoice>.Found found:
                    isAnswered = true;
                    commands.Add(new Command.Observe(Account, found.Value, Now, order));
                    break;
                case ProcessorResult<Invoice>.Unavailable:
                    away = answer;
                    break;
                default:
                    // Gone or forbidden is as little an answer about the invoice as nonsense is.
                    commands.Add(new Command.RecordNonsense(attempt.AttemptId, CodeOf(answer), Now));
                    Context.Failed(intent, Account, nameof(InvoiceReading), CodeOf(answer));
                    (succeeded, isAnswered) = (false, true);
                    break;
            }
        }

        if (away is not null && !isAnswered) return Away(intent, away);
        succeeded &= away is null;

        // A search that fails only postpones the next one, except in the last round, which must be sure.
        var isLast = Now >= Schedule.WatchEndsAt(intent, Context.Polling);
        if (!isLast && !IsToSearch(intent)) return (succeeded, true);
        var startedAt = Now;
        var searched = await processor.FindInvoices(intent.Order, cancellation);
        if (searched is ProcessorResult<ImmutableArray<Invoice>>.Found strays)
        {
            commands.Add(new Command.RecordLookUp(Account, strays.Value, startedAt, Now));
            lastSearchedAt = startedAt;
            if (strayLookUpsLeft > 0) strayLookUpsLeft--;
            return (succeeded, true);
        }

        return !isLast ? (succeeded, true)
            : searched is ProcessorResult<ImmutableArray<Invoice>>.Unavailable ? Away(intent, searched)
            : (false, true);
    }

    /// <summary>
    /// In first rounds, after a wake, and until a search has begun after any create could still be under way.
    /// </summary>
    private bool IsToSearch(PaymentIntent intent) =>
        strayLookUpsLeft > 0 || intent.ReadDueAt is not null
        || intent.Attempts.Any(attempt => attempt.Account == Account
            && ((intent.CancelAskedAt is not null && attempt.MayBeMade)
                || !(lastSearchedAt >= all.StraysUntil(attempt))));

    private (bool Succeeded, bool IsAnswered) Away<T>(PaymentIntent intent, ProcessorResult<T> ending)
    {
        Fail(intent, ending);
        Context.Alerts.Unread(Account, CodeOf(ending));
        return (false, false);
    }
}
