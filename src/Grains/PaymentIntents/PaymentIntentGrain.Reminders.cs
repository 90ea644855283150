using System.Diagnostics;
using CryptoPay.Grains.Effects;
using CryptoPay.Payments.Owing;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>
/// Reminders stand behind the schedule: <c>short-poll</c> each minute behind the timer of the frequent and the slowing
/// reads, <c>long-poll</c> for the slow ones. A reminder decides nothing; it only makes sure that the grain is awake and
/// looks.
/// </summary>
internal sealed partial class PaymentIntentGrain
{
    private const string ShortPoll = "short-poll";
    private const string LongPoll = "long-poll";

    /// <summary>Orleans' least period without a warning.</summary>
    private static readonly TimeSpan ShortPollPeriod = TimeSpan.FromMinutes(1);

    /// <summary>What is registered, as far as this activation knows; null where it does not know.</summary>
    private (string Name, TimeSpan Period)? registered;

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (committed.Intent is null)
        {
            await Unregister(reminderName);
            return;
        }

        // Another one than is wanted may be a leftover: then nothing is known of what is registered.
        registered = WantedFor(committed.Intent) is var wanted && wanted == (reminderName, status.Period)
            ? registered ?? wanted
            : null;
        Kick();
    }

    /// <summary>Of a new order, which has no other reminder yet.</summary>
    private async Task RemindOfShortPoll()
    {
        await Register((ShortPoll, ShortPollPeriod));
        registered ??= (ShortPoll, ShortPollPeriod);
    }

    private async Task SeeToReminders()
    {
        // What is wanted may change while it is seen to.
        while (committed.Intent is { } intent && WantedFor(intent) is var wanted && wanted != registered)
        {
            // The new one is there before the old one goes. Where it is not known what is there, either may be.
            var known = registered?.Name;
            if (wanted.Name != "") await Register(wanted);
            if (wanted.Name != ShortPoll && known is null or ShortPoll) await Unregister(ShortPoll);
            if (wanted.Name != LongPoll && known is null or LongPoll) await Unregister(LongPoll);
            registered = wanted;
        }
    }

    private (string Name, TimeSpan Period) WantedFor(PaymentIntent intent)
    {
        var phase = Owed.PhaseOf(OwedBy(intent));
        return phase switch
        {
            // A check hangs on the watchdog: a reminder that waits for a day would only be one more row.
            PollPhase.None or PollPhase.Check => ("", default),
            PollPhase.Once or PollPhase.Short or PollPhase.Slowing => (ShortPoll, ShortPollPeriod),
            PollPhase.Long or PollPhase.Review => (LongPoll, Schedule.PeriodOf(phase, Polling)),
            _ => throw new UnreachableException($"No reminder for {phase}."),
        };
    }

    private async Task Register((string Name, TimeSpan Period) wanted)
    {
        // Reminders in lock-step made the reminder service spin without a tick.
        var dueIn = Schedule.Jittered(wanted.Period, Jitter.Draw(), Polling);
        await this.RegisterOrUpdateReminder(wanted.Name, dueIn, wanted.Period);
    }

    private async Task Unregister(string name)
    {
        if (await this.GetReminder(name) is { } reminder) await this.UnregisterReminder(reminder);
    }
}
