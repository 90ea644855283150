using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Grains.Effects;

/// <summary>An effect that calls a processor account.</summary>
internal abstract class AccountEffect(Lane lane, EffectContext context) : Effect(lane, context)
{
    /// <summary>What waits for the end of the same pause does not come at once.</summary>
    private readonly TimeSpan spread = TimeSpan.FromMilliseconds(
        (long)(context.Polling.ShortPeriod.TotalMilliseconds * Jitter.Draw()));
    private DateTimeOffset newsAt;

    protected string Account => Lane.At;

    /// <summary>
    /// When the pause ends that the processor asked for, of whichever order; the beginning of time where there is none,
    /// or where this order has had news since.
    /// </summary>
    protected DateTimeOffset RestEndsAt =>
        Context.Rests.Of(Account, IsOfCreates) is { } rest && rest.At > newsAt ? rest.Until + spread : default;

    /// <summary>Of reads: no order makes one while the account rests.</summary>
    protected LaneMemory RestingMemory =>
        RestEndsAt > base.Memory.NotBefore ? base.Memory with { NotBefore = RestEndsAt } : base.Memory;

    private bool IsOfCreates => Lane.Kind == WorkKind.CreateInvoice;

    public override void Hurry(bool isNews = false)
    {
        base.Hurry(isNews);
        if (isNews) newsAt = Now;
    }

    /// <summary>The ending of a call to an account that is no longer in the settings.</summary>
    protected static ProcessorResult<T> UnknownProcessor<T>() =>
        new ProcessorResult<T>.Unavailable(EffectCodes.AccountUnknown, WasSent: false);

    protected void Fail<T>(PaymentIntent intent, ProcessorResult<T> ending)
    {
        var pause = (ending as ProcessorResult<T>.Unavailable)?.RetryAfter;
        // A limit of refunds or of withdrawals says nothing of what customers wait for.
        if (pause is { } asked && Lane.Kind is not (WorkKind.CreateRefund or WorkKind.WithdrawInvoice))
            Context.Rests.Begin(Account, new AccountRest(Now, Now + Shared(asked), IsOfCreates));
        BackOff(pause);
        Context.Failed(intent, Account, GetType().Name, CodeOf(ending));
    }

    /// <summary>
    /// One answer must not silence an account for long: after this one more order tries, and may be told the same.
    /// </summary>
    private TimeSpan Shared(TimeSpan asked) =>
        asked < Context.Polling.BackoffMax ? asked : Context.Polling.BackoffMax;

    /// <summary>One word for what went wrong; of an answer that makes no sense, what is wrong with it.</summary>
    protected static string CodeOf<T>(ProcessorResult<T> ending) => ending switch
    {
        ProcessorResult<T>.Refused refused => refused.Code,
        ProcessorResult<T>.Unavailable unavailable => unavailable.Code,
        ProcessorResult<T>.Nonsense nonsense => nonsense.Reason.TrimEnd('.'),
        _ => AnswerCodes.UnrecognizedStatus,
    };
}
