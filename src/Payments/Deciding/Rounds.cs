using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Deciding;

/// <summary>Decisions about reading: what makes it due, and what the end of a round of reads means.</summary>
internal static class Rounds
{
    /// <summary>More than a wake is dated ahead of itself, to come after the round that is under way.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(1);

    /// <summary>
    /// A wake changes nothing but the time of the next read; one that is due already, or has nothing to read, not
    /// even that.
    /// </summary>
    public static Decision Wake(PaymentIntent intent, Command.Wake c)
    {
        // What lies ahead is from before our clock was set back, and worth nothing.
        if (c.ReadStartedAt > c.At + Ahead) c = c with { ReadStartedAt = null };
        // A round that has begun may have looked before that which the wake tells of, so it answers earlier wakes only.
        var isDue = intent.ReadDueAt is { } dueAt && dueAt <= c.At + Ahead && !(dueAt <= c.ReadStartedAt);
        if (isDue || !intent.IsReadable) return Decision.Nothing;
        var fellDue = new Event.ReadFellDue(
            c.At <= c.ReadStartedAt ? c.ReadStartedAt.Value.AddMilliseconds(1) : c.At);
        return c.Who == "" ? Decision.Happened(fellDue) : Decision.Happened(new Event.ReadAsked(c.At), fellDue);
    }

    public static Decision Finish(PaymentIntent intent, Command.FinishReading c, PollingPolicy policy)
    {
        var events = ImmutableArray.CreateBuilder<Event>();
        if (c.IsAnswered && intent.ReadDueAt <= c.StartedAt) events.Add(new Event.ReadAnswered(c.At));
        if (!intent.IsSlowed && c.At >= Schedule.ShortWindowEndsAt(intent, policy)
            && intent.Status is PaymentIntentStatus.AwaitingPayment or PaymentIntentStatus.Confirming)
        {
            events.Add(new Event.PollingSlowed(c.At));
        }

        if (c.Succeeded && Schedule.NextCheckAt(intent, policy) <= c.StartedAt)
            events.Add(new Event.SettledChecked(c.StartedAt, c.At));
        events.AddRange(intent.Attempts
            .Where(attempt => Schedule.NonsenseLastsAt(attempt, policy) <= c.At)
            .Select(attempt => new Event.NonsenseLasted(attempt.AttemptId, c.At)));
        if (c.StartedAt >= Schedule.WatchEndsAt(intent, policy))
        {
            events.AddRange(intent.UnpayableOwed.SelectMany(
                invoice => Withdrawing.Ended(intent, invoice, done: false, c.At)));
        }

        if (EndOfWatch(intent, c, policy) is { } end && end != intent.WatchEnd)
            events.Add(new Event.WatchEnded(end, c.At));
        return new Decision.Accepted(events.ToImmutable());
    }

    private static WatchEnd? EndOfWatch(PaymentIntent intent, Command.FinishReading c, PollingPolicy policy)
    {
        var endsAt = Schedule.WatchEndsAt(intent, policy);
        if (intent.Status == PaymentIntentStatus.Settled || c.StartedAt < endsAt) return null;
        if (c.Succeeded && !Sums.HasAvailable(intent)) return WatchEnd.NoMoney;
        if (c.StartedAt >= endsAt + policy.ReviewWindow) return WatchEnd.GivenUp;
        return c.Succeeded ? WatchEnd.Money : WatchEnd.Blind;
    }
}
