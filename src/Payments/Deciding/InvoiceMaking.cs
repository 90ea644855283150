using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Deciding;

/// <summary>Decisions about having an invoice made: the first, a next one, one that does not come about.</summary>
internal static class InvoiceMaking
{
    public static Decision Start(PaymentIntent intent, Command.StartInvoice c)
    {
        if (intent.Status == PaymentIntentStatus.Settled) return new Decision.Refused(Refusal.AlreadySettled);
        if (intent.CancelAskedAt is not null) return new Decision.Refused(Refusal.AlreadyCancelled);
        if (intent is { IsWithoutInvoice: true, Current.Rest: not null, MayBePaid: true })
            return new Decision.Accepted(Resumed(intent, c.At));
        if (intent.OwesInvoice
            || intent.Status is PaymentIntentStatus.AwaitingPayment or PaymentIntentStatus.Confirming)
        {
            return Decision.Nothing;
        }

        var due = Sums.AmountMissing(intent);
        if (due > 0)
        {
            return intent.IsOutOfAttempts
                ? new Decision.Refused(Refusal.TooManyInvoices)
                : Decision.Happened(new Event.AttemptStarted(
                    c.AttemptId, c.Account, intent.Price with { Amount = due }, c.At, c.ResumeCode));
        }

        // All of it came and is not final yet: there is an answer to wait for, and nothing to refuse.
        return Sums.HasMoney(intent) && Reviews.Open(intent).IsEmpty && !intent.IsNothingOwed
            ? Decision.Nothing
            : new Decision.Refused(Refusal.NothingDue);
    }

    public static Decision Record(PaymentIntent intent, Command.RecordInvoice c, PollingPolicy policy)
    {
        var attempt = intent.Attempts.First(attempt => attempt.AttemptId == c.AttemptId);
        var key = new InvoiceKey(attempt.Account, c.Invoice.InvoiceId);
        if (intent.AttemptOf(key) is not null) return Decision.Nothing;
        return attempt is { Invoice: null, RefusalCode: "" } && Observation.IsOf(intent, attempt, c.Invoice)
            ? new Decision.Accepted(LookUp.Opened(intent, attempt, c.Invoice, isAnswer: true, c.At, policy))
            : LookUp.Stray(intent, key, c.Invoice, c.At);
    }

    public static Decision Refuse(PaymentIntent intent, Command.RecordRefusal c) =>
        intent.Attempts.Any(attempt => attempt.AttemptId == c.AttemptId
            && attempt is { Invoice: null, RefusalCode: "" })
            ? Decision.Happened(new Event.AttemptRefused(c.AttemptId, c.Code, c.MayExist, c.At))
            : Decision.Nothing;

    public static Decision PassOver(PaymentIntent intent, Command.PassOver c) =>
        intent.OwesInvoice && intent.Current.AttemptId == c.AttemptId && intent.Account != c.NextAccount
            ? Decision.Happened(new Event.AttemptMoved(c.AttemptId, c.NextAccount, c.At))
            : Decision.Nothing;

    public static Decision Rest(PaymentIntent intent, Command.RestCreation c) =>
        intent.OwesInvoice && intent.Current.AttemptId == c.AttemptId
        && (intent.Current.Rest is null || (intent.Current.Rest.IsOutage && !c.IsOutage))
            ? Decision.Happened(new Event.CreationRested(c.AttemptId, c.Reason, c.IsOutage, c.At))
            : Decision.Nothing;

    public static Decision Resume(PaymentIntent intent, DateTimeOffset at, string attemptId) =>
        new Decision.Accepted(intent.Current.AttemptId == attemptId ? Resumed(intent, at) : []);

    /// <summary>Somebody asks for what rests, so it is tried again for as long as at first.</summary>
    public static ImmutableArray<Event> Resumed(PaymentIntent intent, DateTimeOffset at) =>
        intent is { IsWithoutInvoice: true, Current.Rest: not null, MayBePaid: true }
            ? [new Event.CreationResumed(intent.Current.AttemptId, at)]
            : [];
}
