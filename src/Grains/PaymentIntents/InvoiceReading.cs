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
        var isLast = Now >= Schedule.WatchEndsAt(intent, Setting.Polling);
        var searches = strayLookUpsLeft > 0 || intent.ReadDueAt is not null || isLast;

        // An account that is down must not hide what another one shows.
        var rounds = await Task.WhenAll(intent.Attempts.GroupBy(attempt => attempt.Processor)
            .Select(attempts => ReadAccount(intent, attempts, searches, isLast, cancellation)));
        lastReadAt = Now;
        if (strayLookUpsLeft > 0 && rounds.All(round => round.HasSearched)) strayLookUpsLeft--;
        var failure = rounds.Select(round => round.Failure).FirstOrDefault(failure => failure is not null);
        if (failure is null) Succeed();
        else Fail(intent, failure.Account, failure.Code, failure.RetryAfter);
        return
        [
            .. rounds.SelectMany(round => round.Commands),
            new Command.FinishReading(StartedAt.Value, failure is null, Now),
        ];
    }

    protected override DateTimeOffset? OwedAt(PaymentIntent intent) =>
        Schedule.NextReadAt(intent, lastReadAt, Now, Setting.Polling);

    private async Task<Round> ReadAccount(
        PaymentIntent intent, IGrouping<string, InvoiceAttempt> attempts, bool searches, bool isLast,
        CancellationToken cancellation)
    {
        var round = new Round();
        round.Failure = await Read(attempts, round.Commands, cancellation);
        if (round.Failure is null && searches)
        {
            round.HasSearched = await LookForStrays(intent, attempts.Key, round.Commands, cancellation);

            // A search that fails only postpones the next one, except in the last round, which must be sure.
            if (isLast && !round.HasSearched) round.Failure = new Failure(attempts.Key, "search_failed");
        }

        Setting.Read(attempts.Key, succeeded: round.Failure is null);
        return round;
    }

    private async Task<Failure?> Read(
        IGrouping<string, InvoiceAttempt> attempts, List<Command> commands, CancellationToken cancellation)
    {
        var account = attempts.Key;
        if (Setting.Processor(account) is not { } processor) return new Failure(account, "processor_unknown");
        foreach (var invoice in attempts.Select(attempt => attempt.Invoice).OfType<Invoice>())
        {
            switch (await processor.ReadInvoice(invoice.InvoiceId, cancellation))
            {
                case ProcessorResult<Invoice>.Found found:
                    commands.Add(new Command.Observe(account, found.Value, Now));
                    break;
                case ProcessorResult<Invoice>.Nonsense nonsense:
                    commands.Add(new Command.RecordNonsense(nonsense.Reason, Now));
                    return new Failure(account, nonsense.Reason);
                case ProcessorResult<Invoice>.Refused refused:
                    return new Failure(account, refused.Code);
                case ProcessorResult<Invoice>.Unavailable unavailable:
                    return new Failure(account, unavailable.Code, unavailable.RetryAfter);
            }
        }

        return null;
    }

    private async Task<bool> LookForStrays(
        PaymentIntent intent, string account, List<Command> commands, CancellationToken cancellation)
    {
        if (await Setting.Processor(account)!.FindInvoices(intent.Merchant, intent.OrderId, cancellation)
            is not ProcessorResult<ImmutableArray<Invoice>>.Found found) return false;
        commands.Add(new Command.RecordLookUp(account, found.Value, Now));
        return true;
    }

    /// <summary>What one account said in one round.</summary>
    private sealed class Round
    {
        public List<Command> Commands { get; } = [];
        public bool HasSearched { get; set; }
        public Failure? Failure { get; set; }
    }

    private sealed record Failure(string Account, string Code, TimeSpan? RetryAfter = null);
}
