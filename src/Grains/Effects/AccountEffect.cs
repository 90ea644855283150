using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Grains.Effects;

/// <summary>An effect that calls a processor account.</summary>
internal abstract class AccountEffect(Lane lane, EffectContext context) : Effect(lane, context)
{
    protected string Account => Lane.At;

    /// <summary>The ending of a call to an account that is no longer in the settings.</summary>
    protected static ProcessorResult<T> UnknownProcessor<T>() =>
        new ProcessorResult<T>.Unavailable(EffectCodes.AccountUnknown, WasSent: false);

    protected void Fail<T>(PaymentIntent intent, ProcessorResult<T> ending)
    {
        BackOff((ending as ProcessorResult<T>.Unavailable)?.RetryAfter);
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
