using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Grains.Effects;

/// <summary>
/// Does the work of one lane: of one kind, at one account. What is owed follows from the written state; what was tried
/// and when is remembered here, for the life of the activation only, so losing it costs a repeat and no more.
/// </summary>
internal abstract class Effect(Lane lane, EffectContext context)
{
    private DateTimeOffset notBefore;

    /// <summary>The processor itself asked for this pause.</summary>
    private DateTimeOffset askedNotBefore;

    public Lane Lane { get; } = lane;

    /// <summary>Its loop is under way.</summary>
    public bool IsRunning { get; set; }

    /// <summary>What it has asked for last; null where it has not run.</summary>
    public Places.Place? Place { get; set; }

    /// <summary>Failures in a row.</summary>
    public int FailureCount { get; private set; }

    public virtual LaneMemory Memory => new(notBefore);

    protected EffectContext Context { get; } = context;

    protected string Account => Lane.Account;

    protected DateTimeOffset Now => Context.Now;

    /// <summary>The longest pause that a processor can ask for.</summary>
    protected virtual TimeSpan PauseMax => Context.Polling.PauseMax;

    /// <summary>
    /// Ends the pause after a failure, because the same call may succeed now. A pause that the processor itself asked
    /// for ends only with news.
    /// </summary>
    /// <param name="isNews">Something changed at the processor: a webhook came, or a person asks for a read.</param>
    public void Hurry(bool isNews = false) => notBefore = isNews ? default : askedNotBefore;

    /// <summary>Does one step of one piece of work and returns what it brought, as commands.</summary>
    /// <param name="id">Of the attempt, invoice or refund; "" for a round of reads.</param>
    public abstract Task<ImmutableArray<Command>> Run(PaymentIntent intent, string id, CancellationToken cancellation);

    /// <summary>The ending of a call to an account that is no longer in the settings.</summary>
    protected static ProcessorResult<T> UnknownProcessor<T>() =>
        new ProcessorResult<T>.Unavailable(EffectCodes.AccountUnknown, WasSent: false);

    protected void Succeed() => (FailureCount, notBefore) = (0, default);

    protected void Wait(TimeSpan wait) => notBefore = Now + wait;

    protected void Fail<T>(PaymentIntent intent, ProcessorResult<T> ending)
    {
        var retryAfter = (ending as ProcessorResult<T>.Unavailable)?.RetryAfter;
        if (retryAfter > PauseMax) retryAfter = PauseMax;
        askedNotBefore = Now + (retryAfter ?? TimeSpan.Zero);
        Wait(Schedule.BackoffAfter(++FailureCount, retryAfter, Jitter.Draw(), Context.Polling));
        Context.Failed(intent, Account, GetType().Name, CodeOf(ending));
    }

    /// <summary>One word for what went wrong; of an answer that makes no sense, what is wrong with it.</summary>
    protected static string CodeOf<T>(ProcessorResult<T> ending) => ending switch
    {
        ProcessorResult<T>.Refused refused => refused.Code,
        ProcessorResult<T>.Unavailable unavailable => unavailable.Code,
        ProcessorResult<T>.Nonsense nonsense => nonsense.Reason.TrimEnd('.'),
        _ => AnswerCodes.UnrecognizedStatus,
    };
}
