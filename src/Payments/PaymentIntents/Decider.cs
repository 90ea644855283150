using System.Collections.Immutable;
using System.Diagnostics;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.PaymentIntents;

/// <summary>
/// All decisions about a payment intent: pure and total. What we owe the outside (an invoice to be made, one to be made
/// unpayable, a read) is not in the decision but follows from the state that it leads to, so a crash cannot lose it.
/// </summary>
public static class Decider
{
    public static Decision Decide(
        PaymentIntent? intent, Command command, PollingPolicy policy) => (intent, command) switch
    {
        (null, Command.Create c) => Decision.Happened(new Event.IntentRequested(c.Request, c.New, c.At)),
        (null, _) => new Decision.Refused(Refusal.NotFound),
        (_, Command.Create c) => Repeat(intent, c),
        (_, Command.StartInvoice c) => StartInvoice(intent, c),
        (_, Command.Cancel c) => Cancel(intent, c),
        (_, Command.Wake c) => Wake(intent, c),
        (_, Command.RecordInvoice c) => RecordInvoice(intent, c),
        (_, Command.RecordRefusal c) => RecordRefusal(intent, c),
        (_, Command.PassOver c) => PassOver(intent, c),
        (_, Command.RecordLookUp c) => LookUp.Decide(intent, c),
        (_, Command.Observe c) => Observation.Decide(intent, c, policy),
        (_, Command.RecordNonsense c) => Observation.Nonsense(intent, c, policy),
        (_, Command.FinishReading c) => FinishReading(intent, c, policy),
        (_, Command.RecordUnpayable c) => RecordUnpayable(intent, c),
        (_, Command.RequestRefund c) => Refunding.Request(intent, c),
        (_, Command.RecordRefundRefusal c) => Refunding.Refuse(intent, c),
        (_, Command.ObserveRefund c) => Refunding.Observe(intent, c),
        (_, Command.GiveRefundUp c) => Refunding.GiveUp(intent, c, policy),
        _ => throw new UnreachableException($"No row for {command.GetType().Name}."),
    };

    private static Decision Repeat(PaymentIntent intent, Command.Create c)
    {
        var isSameMoney = c.Request.Price == intent.Price && c.Request.CryptoCode == intent.CryptoCode
            && (c.Request.Processor == "" || c.Request.Processor == intent.Processor);
        if (!isSameMoney) return new Decision.Refused(Refusal.OrderConflict);

        // A caller who hangs up and calls again has a new session; that is no conflict.
        var changed = c.Request.Metadata.RemoveRange(
            c.Request.Metadata.Where(pair => intent.Metadata.GetValueOrDefault(pair.Key) == pair.Value)
                .Select(pair => pair.Key));
        return changed.IsEmpty ? Decision.Nothing : Decision.Happened(new Event.MetadataReplaced(changed, c.At));
    }

    private static Decision StartInvoice(PaymentIntent intent, Command.StartInvoice c)
    {
        if (intent.Status == PaymentIntentStatus.Settled) return new Decision.Refused(Refusal.AlreadySettled);
        if (intent.IsCancelled) return new Decision.Refused(Refusal.AlreadyCancelled);
        if (intent.OwesInvoice
            || intent.Status is PaymentIntentStatus.AwaitingPayment or PaymentIntentStatus.Confirming)
            return Decision.Nothing;
        var due = Sums.AmountDue(intent);
        return due > 0
            ? Decision.Happened(
                new Event.AttemptStarted(c.AttemptId, c.Processor, intent.Price with { Amount = due }, c.At))
            : new Decision.Refused(Refusal.NothingDue);
    }

    private static Decision Cancel(PaymentIntent intent, Command.Cancel c)
    {
        if (intent.Status == PaymentIntentStatus.Settled) return new Decision.Refused(Refusal.AlreadySettled);
        if (Sums.HasMoney(intent) || intent.Status == PaymentIntentStatus.Confirming)
            return new Decision.Refused(Refusal.MoneySeen);
        if (intent.IsCancelled) return Decision.Nothing;
        var payable = intent.Attempts
            .Where(attempt => attempt.Invoice is { Status: not InvoiceStatus.Invalid })
            .Select(attempt => new Event.InvoiceWithdrawn(attempt.InvoiceKey!, c.At));
        return Decision.Happened([new Event.IntentCancelled(c.At), .. payable]);
    }

    /// <summary>
    /// A wake changes nothing but the time of the next read; one that is due already, or has nothing to read, not
    /// even that.
    /// </summary>
    private static Decision Wake(PaymentIntent intent, Command.Wake c)
    {
        // A round that has begun may have looked before that which the wake tells of, so it answers earlier wakes only.
        var isDue = intent.ReadDueAt is { } dueAt && !(dueAt <= c.ReadStartedAt);
        if (isDue || intent.LastOpened is null) return Decision.Nothing;
        return Decision.Happened(new Event.ReadFellDue(
            c.At <= c.ReadStartedAt ? c.ReadStartedAt.Value.AddMilliseconds(1) : c.At));
    }

    private static Decision RecordInvoice(PaymentIntent intent, Command.RecordInvoice c)
    {
        var attempt = intent.Attempts.First(attempt => attempt.AttemptId == c.AttemptId);
        var key = new InvoiceKey(attempt.Processor, c.Invoice.InvoiceId);
        if (intent.AttemptOf(key) is not null) return Decision.Nothing;
        return attempt is { Invoice: null, RefusalCode: "" } && Observation.IsOf(intent, attempt, c.Invoice)
            ? new Decision.Accepted(Opened(intent, attempt, c.Invoice, c.At))
            : LookUp.Stray(intent, key, c.Invoice, c.At);
    }

    /// <summary>An invoice that is made for an order cancelled meanwhile is withdrawn in the same write.</summary>
    internal static ImmutableArray<Event> Opened(
        PaymentIntent intent, InvoiceAttempt attempt, Invoice invoice, DateTimeOffset at)
    {
        Event opened = new Event.InvoiceOpened(attempt.AttemptId, invoice, at);
        return intent.IsCancelled
            ? [opened, new Event.InvoiceWithdrawn(new InvoiceKey(attempt.Processor, invoice.InvoiceId), at)]
            : [opened];
    }

    private static Decision RecordRefusal(PaymentIntent intent, Command.RecordRefusal c) =>
        intent.Attempts.Any(attempt => attempt.AttemptId == c.AttemptId
            && attempt is { Invoice: null, RefusalCode: "" })
            ? Decision.Happened(new Event.AttemptRefused(c.AttemptId, c.Code, c.At))
            : Decision.Nothing;

    private static Decision PassOver(PaymentIntent intent, Command.PassOver c) =>
        intent.OwesInvoice && intent.Current.AttemptId == c.AttemptId && intent.Processor != c.NextProcessor
            ? Decision.Happened(new Event.AttemptMoved(c.AttemptId, c.NextProcessor, c.At))
            : Decision.Nothing;

    private static Decision FinishReading(PaymentIntent intent, Command.FinishReading c, PollingPolicy policy)
    {
        var events = ImmutableArray.CreateBuilder<Event>();
        if (c.Succeeded && intent.ReadDueAt <= c.StartedAt) events.Add(new Event.ReadAnswered(c.At));
        if (!intent.IsSlowed && c.At >= Schedule.ShortWindowEndsAt(intent, policy)
            && intent.Status is PaymentIntentStatus.AwaitingPayment or PaymentIntentStatus.Confirming)
            events.Add(new Event.PollingSlowed(c.At));
        if (EndOfWatch(intent, c, policy) is { } end && end != intent.WatchEnd)
            events.Add(new Event.WatchEnded(end, c.At));
        return new Decision.Accepted(events.ToImmutable());
    }

    private static WatchEnd? EndOfWatch(PaymentIntent intent, Command.FinishReading c, PollingPolicy policy)
    {
        var endsAt = Schedule.WatchEndsAt(intent, policy);
        if (intent.Status == PaymentIntentStatus.Settled || c.StartedAt < endsAt) return null;
        if (c.Succeeded && !Sums.HasRest(intent)) return WatchEnd.NoMoney;
        if (c.StartedAt >= endsAt + policy.ReviewWindow) return WatchEnd.GivenUp;
        return c.Succeeded ? WatchEnd.Money : WatchEnd.Blind;
    }

    private static Decision RecordUnpayable(PaymentIntent intent, Command.RecordUnpayable c)
    {
        if (!intent.UnpayableOwed.Contains(c.Invoice)) return Decision.Nothing;
        Event answered = new Event.InvoiceMadeUnpayable(c.Invoice, c.Done, c.At);

        // A stray that can no longer be made unpayable has money, or soon will: only a human can say whose it is.
        return !c.Done && intent.Strays.Contains(c.Invoice)
            ? Decision.Happened(answered, new Event.ReviewFlagged("stray_not_withdrawn", c.At))
            : Decision.Happened(answered);
    }
}
