using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Grains.Effects;

/// <summary>
/// Has the current attempt's invoice made, once. As long as it is certain of every account that none saw the attempt,
/// one that cannot be reached is passed over for the next. What does not come about in time is given to a human and
/// rests.
/// </summary>
internal sealed class InvoiceCreation(Lane lane, Sendings sendings, Ownership ownership, EffectContext context)
    : AccountEffect(lane, context)
{
    private static readonly TimeSpan LookUpPeriod = TimeSpan.FromSeconds(1);

    /// <summary>What the last call that failed ended in; "" for none.</summary>
    private string lastFailure = "";

    /// <summary>
    /// The account gave an answer when it was asked last. Of a create whose end tells nothing the search tells it.
    /// </summary>
    private bool isAnswered = true;

    /// <summary>Creates in a row whose end was not clear. The searches between them succeed, and hurry none.</summary>
    private int unclearCount;

    /// <summary>Why there is no invoice yet, for the caller; "" while nothing is wrong.</summary>
    public string Trouble { get; private set; } = "";

    public override LaneMemory Memory => base.Memory with { HasFailed = lastFailure != "" };

    /// <summary>A customer waits for it: it is tried again before a person is told that it cannot be made.</summary>
    protected override TimeSpan PauseMax =>
        base.PauseMax < Context.Polling.BackoffMax ? base.PauseMax : Context.Polling.BackoffMax;

    /// <summary>Somebody asks for an invoice: what failed before is no reason to let them wait.</summary>
    public void ForgetFailures()
    {
        (Trouble, lastFailure, isAnswered, unclearCount) = ("", "", true, 0);
        Hurry();
    }

    public override async Task<ImmutableArray<Command>> Run(
        PaymentIntent intent, string id, CancellationToken cancellation)
    {
        // Nobody waits for it any more. Whether an earlier call made one is the reading's to find out.
        if (Now >= Schedule.WatchEndsAt(intent, Context.Polling))
            return [new Command.FinishReading(Now, false, Now)];
        if (lastFailure != "" && IsOverdue(intent)) return Rest(intent);
        if (Context.Accounts.ProcessorOf(Account) is not { } processor)
            return await PassOver(intent, Failed(intent, UnknownProcessor<Invoice>()));
        var isToSend = sendings.Of(id).IsToSend;
        // What a lost call may have made is searched for all the same.
        if (isToSend && RestEndsAt > Now) return await PassOver(intent, HeldUntilRested(intent));
        if (isToSend && await WhyHeld(cancellation) is { } why) return await PassOver(intent, Held(intent, why));

        // What rests because of an outage waits for any answer at all, and asks for no invoice before.
        return isToSend && intent.Current.Rest is null
            ? await Create(intent, id, processor, cancellation)
            : await LookUp(intent, id, processor, cancellation);
    }

    /// <returns>Null where the account may make invoices. Where nobody can tell, it makes none.</returns>
    private async Task<string?> WhyHeld(CancellationToken cancellation)
    {
        try
        {
            return await Context.Accounts.IsPaused(Account) ? CreationRest.Paused : null;
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return EffectCodes.PauseUnknown;
        }
    }

    private async Task<ImmutableArray<Command>> LookUp(
        PaymentIntent intent, string id, IPaymentProcessor processor, CancellationToken cancellation)
    {
        var startedAt = Now;
        var answer = await processor.FindInvoices(intent.Order, cancellation);
        isAnswered = answer is not ProcessorResult<ImmutableArray<Invoice>>.Unavailable;
        if (answer is not ProcessorResult<ImmutableArray<Invoice>>.Found found)
        {
            var failed = Failed(intent, answer);
            return isAnswered ? failed : await PassOver(intent, failed);
        }

        Succeed();
        if (!sendings.Of(id).IsToSend)
        {
            sendings.Set(id, sendings.Of(id).SearchedInVain(Now, mayRepeat: true, Context.Polling));
            if (!sendings.Of(id).IsToSend) Wait(LookUpPeriod);
            else if (unclearCount > 1)
                Wait(Schedule.BackoffAfter(unclearCount - 1, null, Jitter.Draw(), Context.Polling));
        }

        return
        [
            new Command.RecordLookUp(Account, found.Value, startedAt, Now),
            new Command.ResumeCreation(id, Now),
        ];
    }

    private async Task<ImmutableArray<Command>> Create(
        PaymentIntent intent, string id, IPaymentProcessor processor, CancellationToken cancellation)
    {
        if (!await ownership.Verify(cancellation)) return WaitToKnow();
        var before = sendings.Of(id);
        // Should this activation end before the answer is written, a later one must not take the attempt for unsent.
        sendings.Set(id, before.Sent(Now));
        var answer = await processor.CreateInvoice(RequestOf(intent), cancellation);
        if (answer is not ProcessorResult<Invoice>.Unavailable) isAnswered = true;
        else if (answer is ProcessorResult<Invoice>.Unavailable { WasSent: false }) isAnswered = false;
        switch (answer)
        {
            case ProcessorResult<Invoice>.Found found:
                Succeed();
                Context.Alerts.Made(Account);
                (Trouble, unclearCount) = ("", 0);
                if (before == Sending.Unsent) sendings.MarkClean(id);
                return [new Command.RecordInvoice(id, found.Value, Now)];
            case ProcessorResult<Invoice>.Refused { IsOfSettings: false } refused:
                Context.Alerts.Refused(Account, refused.Code);
                return [new Command.RecordRefusal(id, refused.Code, MayExist: before != Sending.Unsent, Now)];
            case ProcessorResult<Invoice>.Refused:
                sendings.Set(id, before);
                return Failed(intent, answer);
            case ProcessorResult<Invoice>.Unavailable { WasSent: false }:
                sendings.Set(id, before);
                return await PassOver(intent, Failed(intent, answer));
            default:
                unclearCount++;
                return Failed(intent, answer);
        }
    }

    private InvoiceRequest RequestOf(PaymentIntent intent) => new()
    {
        Order = intent.Order,
        AttemptId = intent.Current.AttemptId,
        Price = intent.Current.Price,
        CryptoCode = intent.CryptoCode,
        Speed = intent.Speed,
        Description = PersonalMask.Over(intent.PosLabel.Value),
        RateLock = Context.Invoices.RateLock,
        Monitoring = Context.Invoices.Monitoring,
        TolerancePercent = intent.TolerancePercent,
    };

    /// <summary>
    /// To the next account that is not paused, where that is safe and there is one; all were tried once before a
    /// pause. Also what rests: whoever asked for it must not wait for the one account that stays away.
    /// </summary>
    /// <param name="failed">What follows otherwise. The pause holds when it is this account's turn again.</param>
    private async Task<ImmutableArray<Command>> PassOver(PaymentIntent intent, ImmutableArray<Command> failed)
    {
        var id = intent.Current.AttemptId;
        var next = sendings.Of(id) == Sending.Unsent
            ? sendings.NextAccount(id, Account, await Context.Accounts.OpenOf(Context.Accounts.For(intent)))
            : null;
        return next is null ? failed : [new Command.PassOver(id, next, Now)];
    }

    /// <summary>
    /// It waits, and rests as in an outage. Whoever paused the account knows, so that nobody is told of each order; and
    /// when it is resumed, no order waits for long.
    /// </summary>
    private ImmutableArray<Command> Held(PaymentIntent intent, string why)
    {
        isAnswered = false;
        if (why != CreationRest.Paused)
            return Failed(intent, new ProcessorResult<Invoice>.Unavailable(why, WasSent: false));
        (Trouble, lastFailure) = (why, why);
        Wait(Context.Polling.ShortPeriod);
        return IsOverdue(intent) ? Rest(intent) : [];
    }

    /// <summary>Another order was told when the account takes creates again.</summary>
    private ImmutableArray<Command> HeldUntilRested(PaymentIntent intent)
    {
        isAnswered = false;
        (Trouble, lastFailure) = (ErrorCodes.ProcessorUnavailable, EffectCodes.AccountRests);
        Wait(RestEndsAt - Now);
        return IsOverdue(intent) ? Rest(intent) : [];
    }

    private ImmutableArray<Command> Failed<T>(PaymentIntent intent, ProcessorResult<T> ending)
    {
        Trouble = ending is ProcessorResult<T>.Refused { IsOfSettings: true } or ProcessorResult<T>.Nonsense
            ? ErrorCodes.ProcessorRefused
            : ErrorCodes.ProcessorUnavailable;
        lastFailure = CodeOf(ending);
        Fail(intent, ending);
        if (Schedule.IsCreationSlow(intent, Now)) Context.Alerts.Slow(Account, lastFailure);
        return IsOverdue(intent) ? Rest(intent) : [];
    }

    /// <summary>It has been tried for as long as we try without a human.</summary>
    private bool IsOverdue(PaymentIntent intent) =>
        (intent.Current.Rest is null || (intent.Current.Rest.IsOutage && isAnswered))
        && Now >= Schedule.CreationRestsAt(intent, Context.Polling);

    private ImmutableArray<Command> Rest(PaymentIntent intent) =>
    [
        new Command.RestCreation(
            intent.Current.AttemptId, lastFailure, IsOutage: !isAnswered, Now),
    ];
}
