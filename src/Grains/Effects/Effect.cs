using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Grains.Effects;

/// <summary>
/// Does the work of one lane: of one kind, at one place. What is owed follows from the written state; what was tried
/// and when is remembered here, for the life of the activation only, so losing it costs a repeat and no more.
/// </summary>
internal abstract class Effect(Lane lane, EffectContext context)
{
    private DateTimeOffset notBefore;

    /// <summary>The other side itself asked for this pause.</summary>
    private DateTimeOffset askedNotBefore;

    public Lane Lane { get; } = lane;

    /// <summary>Its loop is under way.</summary>
    public bool IsRunning { get; set; }

    /// <summary>What it has asked for last; null where it has not run.</summary>
    public Places.Place? Place { get; set; }

    /// <summary>Failures in a row.</summary>
    public int FailureCount { get; private set; }

    public virtual LaneMemory Memory => new(notBefore);

    /// <summary>The end of the pause that the other side itself asked for, as far as one is kept.</summary>
    protected DateTimeOffset AskedPauseEnd => askedNotBefore < notBefore ? askedNotBefore : notBefore;

    protected EffectContext Context { get; } = context;

    protected DateTimeOffset Now => Context.Now;

    /// <summary>The longest pause that the other side can ask for.</summary>
    protected virtual TimeSpan PauseMax => Context.Polling.PauseMax;

    /// <summary>
    /// Ends the pause after a failure, because the same call may succeed now. A pause that the other side itself
    /// asked for ends only with news.
    /// </summary>
    /// <param name="isNews">Something changed there: a webhook came, or a person asks for a read.</param>
    public virtual void Hurry(bool isNews = false) => notBefore = isNews ? default : askedNotBefore;

    /// <summary>Does one step of one piece of work and returns what it brought, as commands.</summary>
    /// <param name="id">As <see cref="OwedWork.Id"/>.</param>
    public abstract Task<ImmutableArray<Command>> Run(PaymentIntent intent, string id, CancellationToken cancellation);

    protected void Succeed() => (FailureCount, notBefore) = (0, default);

    /// <summary>A moment until it is asked again whose the order is.</summary>
    protected ImmutableArray<Command> WaitToKnow()
    {
        Wait(TimeSpan.FromSeconds(1));
        return [];
    }

    protected void Wait(TimeSpan wait) => notBefore = Now + wait;

    /// <summary>Backs off, for as long at least as the other side asks.</summary>
    /// <param name="isTurn">It asks to come again then, so there is no reason to come later.</param>
    protected void BackOff(TimeSpan? retryAfter, bool isTurn = false)
    {
        if (retryAfter > PauseMax) retryAfter = PauseMax;
        askedNotBefore = Now + (retryAfter ?? TimeSpan.Zero);
        FailureCount++;
        Wait(isTurn && retryAfter is { } asked
            ? Schedule.Jittered(asked, Jitter.Draw(), Context.Polling)
            : Schedule.BackoffAfter(FailureCount, retryAfter, Jitter.Draw(), Context.Polling));
    }
}
