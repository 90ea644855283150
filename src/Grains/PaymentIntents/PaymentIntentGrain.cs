using System.Collections.Immutable;
using CryptoPay.Grains.Cases;
using CryptoPay.Grains.DataKeys;
using CryptoPay.Grains.Effects;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Grains.Metrics;
using CryptoPay.Grains.Resuming;
using CryptoPay.Grains.Storage;
using CryptoPay.Payments;
using CryptoPay.Payments.Deciding;
using CryptoPay.Payments.History;
using CryptoPay.Payments.Owing;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Views;
using CryptoPay.Payments.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>
/// The durable shell of one payment intent: decides, writes once, publishes, and lets its effects run. No command
/// awaits a processor; readers see only what is written.
/// </summary>
internal sealed partial class PaymentIntentGrain : Grain, IPaymentIntentGrain, IRemindable
{
    private static readonly TimeSpan PatienceMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StopPatienceMax = TimeSpan.FromMilliseconds(100);

    private readonly IPersistentState<PaymentIntentDocument> storage;
    private readonly IGrainStorage rows;
    private readonly EffectContext context;
    private readonly CaseContext cases;
    private readonly ResumeCodes resumeCodes;
    private readonly DataKeySource dataKeys;
    private readonly ILogger logger;
    private readonly Sendings sendings = new();
    private readonly InvoiceReadings readings;
    private readonly Ownership ownership;
    private readonly Dictionary<Lane, Effect> effects = [];

    /// <summary>The last document that is certainly written.</summary>
    private PaymentIntentDocument committed = new();
    private TaskCompletionSource news = NewNews();

    public PaymentIntentGrain(
        [PersistentState(PaymentIntentDocument.StateName, PaymentIntentDocument.StorageName)]
        IPersistentState<PaymentIntentDocument> storage,
        [FromKeyedServices(PaymentIntentDocument.StorageName)] IGrainStorage rows,
        EffectContext context, CaseContext cases, ResumeCodes resumeCodes, DataKeySource dataKeys,
        ILogger<PaymentIntentGrain> logger)
    {
        (this.storage, this.rows, this.context, this.cases) = (storage, rows, context, cases);
        (this.resumeCodes, this.dataKeys, this.logger) = (resumeCodes, dataKeys, logger);
        readings = new InvoiceReadings(sendings, context);
        // Made before the row is read.
        ownership = new Ownership(context.Time, IsRowOurs);
    }

    private PollingPolicy Polling => context.Webhooks.PolicyOf(committed.Intent?.Account ?? "");

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        committed = storage.State;
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        StopPump();
        CountOwed([]);
        return Task.CompletedTask;
    }

    public async Task<PaymentIntentAnswer> Create(CreatePaymentIntent request, string who)
    {
        var isNew = committed.Intent is null;
        if (isNew && request.Account != "" && !context.Accounts.IsKnown(request.Account))
            return new PaymentIntentAnswer(null, Refusal.UnknownProcessor);

        var order = OrderKey.Parse(this.GetPrimaryKeyString());
        var accounts = context.Accounts.For(
            order.Merchant, request.Account, request.Price.Currency, request.CryptoCode);
        if (isNew && accounts.IsEmpty)
            return new PaymentIntentAnswer(null, context.Accounts.WhyNone(order.Merchant, request));

        var account = isNew ? await context.Accounts.FirstOpen(accounts) : "";
        if (account is null) return new PaymentIntentAnswer(null, Refusal.AccountPaused);

        var ids = NewIds.For(order, account, context.Invoices);
        var command = new Command.Create(request, ids, context.Now) { Who = who };
        if (isNew && Decider.Decide(null, command, Polling) is Decision.Refused { Reason: var why })
            return new PaymentIntentAnswer(null, why);

        // Side by side: a reminder without an intent, left by a failed write, unregisters itself at its first tick.
        var reminded = isNew ? RemindOfShortPoll() : Task.CompletedTask;
        if (isNew) command = command with { New = ids with { ResumeCode = await resumeCodes.Draw(order.Merchant) } };
        var droppedCount = committed.Intent is { } known ? KeptMetadata.Of(known, request.Metadata).DroppedCount : 0;
        var refusal = await Apply([command]);
        if (refusal == Refusal.None) context.Metrics.DroppedMetadata(order.Merchant, droppedCount);
        await reminded;
        return Answer(refusal);
    }

    public async Task<PaymentIntentAnswer> StartInvoice(string who)
    {
        if (committed.Intent is not { } intent) return Answer(Refusal.NotFound);
        var accounts = context.Accounts.For(intent).DefaultIfEmpty(intent.Account).ToImmutableArray();
        if (!context.Accounts.Serves(accounts[0], intent.Merchant)) return Answer(Refusal.AccountNotAllowed);

        var start = new Command.StartInvoice(NewIds.Key(), accounts[0], context.Now) { Who = who };
        // Whoever only asks again for what there is gets it, paused or not.
        if (Decider.Decide(intent, start, Polling) is Decision.Accepted { Events: [Event.AttemptStarted, ..] })
        {
            if (await context.Accounts.FirstOpen(accounts) is not { } open) return Answer(Refusal.AccountPaused);
            start = start with { Account = open, ResumeCode = await resumeCodes.Draw(intent.Merchant) };
        }

        return Answer(await Apply([start]));
    }

    public async Task<PaymentIntentAnswer> Cancel(string who) =>
        Answer(await Apply([new Command.Cancel(context.Now) { Who = who }]));

    public Task<PaymentIntentAnswer> Get() => Task.FromResult(Answer());

    public async Task<PaymentIntentAnswer> WaitForNews(long revision, TimeSpan patience)
    {
        if (committed.Intent is not null && committed.Revision <= revision)
        {
            // Deactivation waits for who waits here too, hence the bound; leaving wakes them, and a stop does. Who comes
            // then and asks again is not to ask without a pause.
            var isStopping = context.Stopping.IsCancellationRequested;
            var longest = isStopping ? StopPatienceMax : PatienceMax;
            await news.Task.WaitAsync(
                    patience < longest ? patience : longest, context.Time, isStopping ? default : context.Stopping)
                .ConfigureAwait(
                    ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        return Answer();
    }

    public Task<ImmutableArray<HistoryEntry>> History() => Task.FromResult(committed.History);

    public Task<TransactionsView?> Transactions() =>
        Task.FromResult(committed.Intent is { } intent ? TransactionsOf(intent) : null);

    private TransactionsView TransactionsOf(PaymentIntent intent) =>
        intent.TransactionsOf(paymentId => PaymentsSeen.FirstAt(committed.History, intent, paymentId));

    public async Task<bool> Wake(WakeReason reason)
    {
        if (committed.Intent is null) return false;
        if (reason == WakeReason.News)
        {
            // Who sends webhooks is up again, and whose settings were changed may be. A read is worth its while.
            HurryReads(committed.Intent);
            await Apply([new Command.Wake(context.Now, readings.StartedAt)]);
        }

        if (reason == WakeReason.Unrecorded)
        {
            foreach (var reading in readings.Of(committed.Intent)) reading.StartOver();
            foreach (var reading in RefundReadingsOf(committed.Intent)) reading.StartOver();
        }

        Kick();
        // What is tried in vain writes nothing, and the sweep would come again each time.
        if (reason == WakeReason.Overdue) await Apply([]);
        return true;
    }

    public async Task ApplyPending()
    {
        if (pending.Count > 0)
        {
            ImmutableArray<Command> commands = [.. pending.Where(command => !readings.IsOvertaken(command))];
            pending.Clear();
            await Apply(commands);
        }

        // Each by itself: what one is refused for is nothing to the others.
        while (asked.TryDequeue(out var question)) question.Refusal.TrySetResult(await Apply([question.Command]));
    }

    /// <summary>Has a command decided in a turn, from outside of one.</summary>
    private async Task<Refusal> Ask(Command command)
    {
        var refusal = new TaskCompletionSource<Refusal>(TaskCreationOptions.RunContinuationsAsynchronously);
        asked.Enqueue((command, refusal));
        await this.AsReference<IPaymentIntentGrain>().ApplyPending();
        return await refusal.Task.WaitAsync(leaving.Token);
    }

    /// <summary>Decides, evolves, writes once, publishes. Returns the first refusal; then nothing is written.</summary>
    private async Task<Refusal> Apply(ImmutableArray<Command> commands)
    {
        var (next, seenBy) = (committed, SeenBy.Other);
        foreach (var command in commands)
        {
            switch (Decider.Decide(next.Intent, command, Polling))
            {
                case Decision.Refused refused: return refused.Reason;
                case Decision.Accepted { Events.IsEmpty: false } accepted:
                    var (who, before) = (Who.Of(command, next.Intent), next.Intent);
                    next = accepted.Events.Aggregate(next, (document, happened) => document.After(happened, who));
                    if (before?.Status != next.Intent!.Status) seenBy = SeenBy.Of(command, before);
                    break;
            }
        }

        if (ReferenceEquals(next, committed) && !IsLeaseShort()) return Refusal.None;
        var (from, owed) = (committed.Intent, OwedBy(next.Intent!));
        await Write(next with
        {
            Revision = committed.Revision + 1,
            NextDue = Owed.WatchdogAt(owed, context.Now, Polling),
            ActionRequired = CaseTable.RowOf(next.Intent!, context.Now, Polling).ActionRequired,
        });
        CountChange(from, seenBy, owed);
        Kick();
        return Refusal.None;
    }

    /// <summary>
    /// A poll that saw nothing new writes nothing, unless the watchdog would come before the next poll.
    /// </summary>
    private bool IsLeaseShort() => committed is { Intent: { } intent, NextDue: { } nextDue }
        && Owed.PhaseOf(OwedBy(intent)) is var phase and (PollPhase.Slowing or PollPhase.Long or PollPhase.Review)
        && nextDue < context.Now + Schedule.PeriodOf(phase, Polling);

    /// <summary>Tells the effects what this very activation has just written.</summary>
    private void TellEffects(PaymentIntent? before, PaymentIntent now)
    {
        if (before?.Attempts.Length != now.Attempts.Length) sendings.Set(now.Current.AttemptId, Sending.Unsent);
        if (before?.Current.AttemptId != now.Current.AttemptId || before.Current.ResumedAt != now.Current.ResumedAt)
            ((InvoiceCreation)EffectOf(new Lane(WorkKind.CreateInvoice, now.Account))).ForgetFailures();
        if (before?.Refunds.Length < now.Refunds.Length)
            EffectOf(new Lane(WorkKind.CreateRefund, now.AttemptOf(now.Refunds[^1]).Account)).Hurry();
        if (now.LastOpened is not { Invoice: { } opened } || before?.LastOpened?.AttemptId == now.LastOpened.AttemptId)
            return;
        var reading = readings.Of(now.LastOpened.Account);
        if (opened.PaymentUri.IsEmpty) reading.StartOver();
        else reading.CountAsRead(now.LastOpened.OpenedAt!.Value);
    }

    private PaymentIntentAnswer Answer(Refusal refusal = Refusal.None) => committed.Intent is { } intent
        ? new PaymentIntentAnswer(intent.ViewAt(
            context.Now, Polling, committed.Revision, TroubleOf(intent), BlindnessOf(intent)), refusal)
        : new PaymentIntentAnswer(null, refusal == Refusal.None ? Refusal.NotFound : refusal);

    private string TroubleOf(PaymentIntent intent) =>
        effects.TryGetValue(new Lane(WorkKind.CreateInvoice, intent.Account), out var effect)
            ? ((InvoiceCreation)effect).Trouble
            : "";

    private string BlindnessOf(PaymentIntent intent) =>
        readings.Of(intent).Select(reading => reading.Blindness).FirstOrDefault(blindness => blindness != "", "");

    private void Leave()
    {
        StopPump();
        news.TrySetResult();
        laneEnded.TrySetResult();
        DeactivateOnIdle();
    }

    private static TaskCompletionSource NewNews() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
