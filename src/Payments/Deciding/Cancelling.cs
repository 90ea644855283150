using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Deciding;

/// <summary>Decisions about a caller's wish that nothing be paid.</summary>
internal static class Cancelling
{
    public static Decision Ask(PaymentIntent intent, Command.Cancel c)
    {
        if (intent.Status == PaymentIntentStatus.Settled) return new Decision.Refused(Refusal.AlreadySettled);
        if (Cancellation.SeesMoney(intent)) return new Decision.Refused(Refusal.MoneySeen);
        return intent.CancelAskedAt is null ? Decision.Happened(new Event.IntentCancelled(c.At)) : Decision.Nothing;
    }

    /// <summary>
    /// A search that began after any create could still be under way: what it does not show is not there.
    /// </summary>
    public static ImmutableArray<Event> Unmade(
        PaymentIntent intent, Command.RecordLookUp c, PollingPolicy policy) =>
    [
        .. intent.Attempts
            .Where(attempt => attempt.MayBeMade && attempt.Account == c.Account
                && intent.CancelAskedAt + policy.CreateMax <= c.StartedAt)
            .Select(attempt => new Event.AttemptFoundUnmade(attempt.AttemptId, c.At)),
    ];
}
