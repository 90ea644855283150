using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>
/// One kind of work that an intent's state owes the outside. What is owed follows from the written state; what was
/// tried and when is remembered here, for the life of the activation only, so losing it costs a repeat and no more.
/// </summary>
internal abstract class Effect(EffectSetting setting)
{
    private DateTimeOffset notBefore;

    /// <summary>The processor itself asked for this pause.</summary>
    private DateTimeOffset askedNotBefore;

    /// <summary>Its loop is under way.</summary>
    public bool IsRunning { get; set; }

    /// <summary>Failures in a row.</summary>
    protected int FailureCount { get; private set; }

    protected EffectSetting Setting { get; } = setting;

    protected DateTimeOffset Now => Setting.Now;

    /// <summary>
    /// When to run; null when nothing is owed. A time that has passed means now. Every run moves it on.
    /// </summary>
    public DateTimeOffset? DueAt(PaymentIntent intent)
    {
        var owedAt = OwedAt(intent);
        return owedAt < notBefore ? notBefore : owedAt;
    }

    /// <summary>
    /// There is reason to think that what failed would not fail now: the pause is over, unless the processor asked for
    /// it.
    /// </summary>
    public void Hurry() => notBefore = askedNotBefore;

    /// <summary>Does one step and returns what it brought, as commands.</summary>
    public abstract Task<ImmutableArray<Command>> Run(PaymentIntent intent, CancellationToken cancellation);

    protected abstract DateTimeOffset? OwedAt(PaymentIntent intent);

    /// <summary>The ending of a call to an account that is no longer in the settings.</summary>
    protected static ProcessorResult<T> UnknownProcessor<T>() =>
        new ProcessorResult<T>.Unavailable("processor_unknown", WasSent: false);

    protected void Succeed() => (FailureCount, notBefore) = (0, default);

    protected void Wait(TimeSpan wait) => notBefore = Now + wait;

    /// <param name="account">The processor account that failed.</param>
    protected void Fail<T>(PaymentIntent intent, string account, ProcessorResult<T> ending)
    {
        var retryAfter = (ending as ProcessorResult<T>.Unavailable)?.RetryAfter;
        askedNotBefore = Now + (retryAfter ?? TimeSpan.Zero);
        Wait(Schedule.BackoffAfter(++FailureCount, retryAfter, Random.Shared.NextDouble(), Setting.Polling));
        Setting.Failed(intent, account, GetType().Name, CodeOf(ending));
    }

    /// <summary>One word for what went wrong; of an answer that makes no sense, what is wrong with it.</summary>
    protected static string CodeOf<T>(ProcessorResult<T> ending) => ending switch
    {
        ProcessorResult<T>.Refused refused => refused.Code,
        ProcessorResult<T>.Unavailable unavailable => unavailable.Code,
        ProcessorResult<T>.Nonsense nonsense => nonsense.Reason,
        _ => "unrecognized_status",
    };
}
