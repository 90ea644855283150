using System.Diagnostics;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.PaymentIntents;

/// <summary>What an event makes of an intent. Nothing else changes one.</summary>
public static class Evolver
{
    public static PaymentIntent Evolve(PaymentIntent? intent, Event happened) =>
        After(intent, happened) is var next && next.ResumeCode is not null && ResumeCode.IsOver(next)
            ? next with { ResumeCode = null }
            : next;

    private static PaymentIntent After(PaymentIntent? intent, Event happened) => (intent, happened) switch
    {
        (null, Event.IntentRequested e) => Requested(e),
        (null, _) => throw new UnreachableException("The first event is IntentRequested."),
        (_, Event.MetadataReplaced e) =>
            intent with { Metadata = intent.Metadata.SetItems(e.Changed), MetadataReplacedAt = e.At },
        (_, Event.MetadataDropped) => intent with { IsMetadataDropped = true },
        (_, Event.AttemptStarted e) => Standing.Changed(Started(intent, e), e.At),
        (_, Event.AttemptMoved e) =>
            Of(intent with { Account = e.Account }, a => a.AttemptId == e.AttemptId,
                a => a with { Account = e.Account }),
        (_, Event.AttemptRefused e) =>
            Recomputed(intent, e, a => a.AttemptId == e.AttemptId,
                a => a with { RefusalCode = e.Code, MayExist = e.MayExist }),
        (_, Event.CreationRested e) => Recomputed(intent, e, a => a.AttemptId == e.AttemptId,
            a => a with { Rest = new CreationRest(e.At, e.Reason, e.IsOutage) }),
        (_, Event.CreationResumed e) => Recomputed(intent with { WatchEnd = WatchEnd.None }, e,
            a => a.AttemptId == e.AttemptId, a => a with { Rest = null, ResumedAt = e.At }),
        (_, Event.AttemptFoundUnmade e) =>
            Recomputed(intent, e, a => a.AttemptId == e.AttemptId, a => a with { IsNeverMade = true }),
        (_, Event.InvoiceOpened e) => Recomputed(intent, e, a => a.AttemptId == e.AttemptId,
            a => a with { Invoice = e.Invoice, ClockAhead = e.ClockAhead, OpenedAt = e.At, Rest = null }),
        (_, Event.InvoiceObserved e) => Observed(intent, e),
        (_, Event.VerdictDoubted e) => Of(intent, a => a.AttemptId == e.AttemptId,
            a => a with { StatusKept = a.Status ?? InvoiceStatus.Open }),
        (_, Event.VerdictDoubtEnded e) =>
            Recomputed(intent, e, a => a.AttemptId == e.AttemptId, a => a with { StatusKept = null }),
        (_, Event.PaymentsMissed e) =>
            Of(intent, a => a.AttemptId == e.AttemptId, a => a with { PaymentsGone = e.Gone }),
        (_, Event.DoubleSpendSeen) => Flagged(intent, PaymentIntentQualifiers.DoubleSpent, happened.At),
        (_, Event.NonsenseBegan e) => Of(intent, a => a.AttemptId == e.AttemptId,
            a => a with { NonsenseSince = e.At, NonsenseReason = e.Reason }),
        (_, Event.NonsenseLasted e) =>
            Recomputed(intent, e, a => a.AttemptId == e.AttemptId, a => a with { IsNonsenseLasting = true }),
        (_, Event.NonsenseEnded e) => Recomputed(intent, e, a => a.AttemptId == e.AttemptId,
            a => a with { NonsenseSince = null, NonsenseReason = "", IsNonsenseLasting = false }),
        (_, Event.ReviewFlagged e) =>
            Standing.Recomputed(intent with { Flags = Reviews.FlagsWith(intent, e.Reason) }, e.At),
        (_, Event.StrayFound e) => intent with { Strays = intent.Strays.Add(e.Invoice) },
        (_, Event.InvoiceWithdrawn e) =>
            Recomputed(intent with { UnpayableOwed = intent.UnpayableOwed.Add(e.Invoice) }, e,
                a => a.InvoiceKey == e.Invoice, a => a with { IsWithdrawn = true }),
        (_, Event.InvoiceMadeUnpayable e) =>
            Standing.Recomputed(intent with { UnpayableOwed = intent.UnpayableOwed.Remove(e.Invoice) }, e.At),
        (_, Event.RefundRequested e) =>
            Standing.Recomputed(intent with { Refunds = intent.Refunds.Add(Asked(e)) }, e.At),
        (_, Event.RefundSent e) =>
            Refund(intent, e, e.RefundId, r => r with { SentAt = r.SentAt ?? e.At, LastSentAt = e.At }),
        (_, Event.RefundTakenBack e) => Refund(intent, e, e.RefundId, r => r with { SentAt = null, LastSentAt = null }),
        (_, Event.RefundMissing e) =>
            Refund(intent, e, e.RefundId, r => r with { IsUnclear = true, ChangedAt = e.At }),
        (_, Event.RefundRefused e) =>
            Refund(intent, e, e.RefundId, r => r with { RefusalCode = e.Code, ChangedAt = e.At }),
        (_, Event.RefundObserved e) => Refund(intent, e, e.RefundId,
            r => r with { Refund = e.Refund, RefusalCode = "", IsUnclear = false, ChangedAt = e.At }),
        (_, Event.RefundSaidNotMade e) =>
            Refund(intent, e, e.RefundId, r => r with { RefusalCode = ErrorCodes.NotMade, ChangedAt = e.At }),
        (_, Event.RefundSaidMade) => intent,
        (_, Event.RefundGivenUp e) => Refund(intent, e, e.RefundId, r => r with { IsGivenUp = true }),
        (_, Event.ReviewResolved e) => Resolved(intent, e),
        (_, Event.IntentCancelled e) =>
            Standing.Changed(Standing.Recomputed(intent with { CancelAskedAt = e.At }, e.At), e.At),
        (_, Event.CancelUndone e) => Undone(intent, e),
        (_, Event.PollingSlowed) => intent with { IsSlowed = true },
        (_, Event.WatchEnded e) => Standing.Recomputed(intent with { WatchEnd = e.End }, e.At),
        (_, Event.ReadAsked) => intent,
        (_, Event.IntentErased e) => Erasure.Of(intent, e.Salt, e.At),
        (_, Event.ReadFellDue e) => intent with { ReadDueAt = e.At },
        (_, Event.ReadAnswered) => intent with { ReadDueAt = null },
        (_, Event.SettledChecked e) => intent with { CheckedAt = e.StartedAt },
        (_, Event.OfCase e) => CaseEvolving.Evolve(intent, e),
        _ => throw new UnreachableException($"No row for {happened.GetType().Name}."),
    };

    private static PaymentIntent Requested(Event.IntentRequested e) => new()
    {
        Merchant = e.New.Order.Merchant,
        OrderId = e.New.Order.OrderId,
        PaymentIntentId = e.New.PaymentIntentId,
        Salt = e.New.Salt,
        RequestedAccount = e.Request.Account,
        Account = e.New.Account,
        Price = e.Request.Price,
        CryptoCode = e.Request.CryptoCode,
        Speed = e.Request.Speed,
        PosLabel = new Sensitive(e.Request.PosLabel),
        NotificationUrl = e.Request.NotificationUrl,
        Metadata = e.Request.Metadata,
        ResumeCode = e.New.ResumeCode,
        TolerancePercent = e.New.TolerancePercent,
        OverpaidTolerancePercent = e.New.OverpaidTolerancePercent,
        CreatedAt = e.At,
        ChangedAt = e.At,
        Status = PaymentIntentStatus.Requested,
        Attempts =
        [
            new InvoiceAttempt
            {
                AttemptId = e.New.AttemptId, StartedAt = e.At, Account = e.New.Account, Price = e.Request.Price,
            },
        ],
    };

    private static PaymentIntent Started(PaymentIntent intent, Event.AttemptStarted e) => Standing.Recomputed(
        intent with
        {
            Attempts = intent.Attempts.Add(new InvoiceAttempt
            {
                AttemptId = e.AttemptId,
                StartedAt = e.At,
                Account = e.Account,
                Price = e.Price,
            }),
            Account = e.Account,
            ResumeCode = e.ResumeCode,
            WatchEnd = WatchEnd.None,
        },
        e.At);

    private static PaymentIntent Observed(PaymentIntent intent, Event.InvoiceObserved e)
    {
        var paidBefore = Sums.AmountPaid(intent);
        var before = intent.Attempts.First(a => a.AttemptId == e.AttemptId).Invoice;
        var observed = Recomputed(intent, e, a => a.AttemptId == e.AttemptId, a => a with
        {
            Invoice = e.Invoice,
            PaymentsVanished = PaymentsGone.VanishedAfter(a, e.Invoice),
        });
        observed = Of(observed, a => a.AttemptId == e.AttemptId, a => PaymentsGone.NewIn(before, e.Invoice) is var news
            && news.IsEmpty ? a : a with { PaymentsNew = news, PaymentsNewAt = e.At });
        return Sums.AmountPaid(observed) == paidBefore ? observed : Standing.Changed(observed, e.At);
    }

    private static PaymentIntent Resolved(PaymentIntent intent, Event.ReviewResolved e)
    {
        var isReturned = e.Resolution.Outcome == ReviewOutcome.Returned;
        var answered = intent with
        {
            AnsweredFacts =
            [
                .. intent.AnsweredFacts.Concat(e.Facts).TakeLast(Math.Max(RowBounds.AnsweredFactsMax, e.Facts.Length)),
            ],
            ResolutionCount = intent.ResolutionCount + 1,
            LastResolved = e.Resolution.Outcome,
            NothingOwedOf = e.Resolution.Outcome == ReviewOutcome.NothingOwed
                ? Sums.AmountPaid(intent)
                : intent.NothingOwedOf,
            IsCredited = intent.IsCredited || (e.Resolution.Outcome == ReviewOutcome.Credited
                && intent.Status != PaymentIntentStatus.Settled),
        };
        return Recomputed(answered, e, a => isReturned && a.Invoice?.InvoiceId == e.Resolution.InvoiceId,
            a => a with { AmountReturned = e.Resolution.Amount ?? a.AmountReturned });
    }

    /// <summary>What was withdrawn for the cancel alone, and is payable still, is the customer's again.</summary>
    private static PaymentIntent Undone(PaymentIntent intent, Event.CancelUndone e) => Recomputed(
        intent with
        {
            CancelAskedAt = null,
            UnpayableOwed = [.. intent.UnpayableOwed.Where(invoice => intent.AttemptOf(invoice) is null)],
        },
        e, a => a.Status != InvoiceStatus.Invalid, a => a with { IsWithdrawn = false });

    private static IntentRefund Asked(Event.RefundRequested e) => new()
    {
        RefundId = e.RefundId,
        Key = e.Key,
        AttemptId = e.AttemptId,
        Amount = e.Amount,
        Revision = 1,
        RequestedAt = e.At,
        ChangedAt = e.At,
    };

    private static PaymentIntent Refund(
        PaymentIntent intent, Event e, string refundId, Func<IntentRefund, IntentRefund> change) => Standing.Recomputed(
            intent with
            {
                Refunds =
                [
                    .. intent.Refunds.Select(refund => refund.RefundId == refundId
                        ? Counted(refund, change(refund))
                        : refund),
                ],
            },
            e.At);

    private static IntentRefund Counted(IntentRefund before, IntentRefund now) =>
        (before.Progress, before.AmountOut) == (now.Progress, now.AmountOut)
            ? now
            : now with { Revision = now.Revision + 1 };

    private static PaymentIntent Flagged(PaymentIntent intent, PaymentIntentQualifiers qualifier, DateTimeOffset at) =>
        Standing.Recomputed(intent with { Qualifiers = intent.Qualifiers | qualifier }, at);

    private static PaymentIntent Recomputed(
        PaymentIntent intent, Event e, Func<InvoiceAttempt, bool> which, Func<InvoiceAttempt, InvoiceAttempt> change) =>
        Standing.Recomputed(Of(intent, which, change), e.At);

    private static PaymentIntent Of(
        PaymentIntent intent, Func<InvoiceAttempt, bool> which, Func<InvoiceAttempt, InvoiceAttempt> change) =>
        intent with { Attempts = [.. intent.Attempts.Select(attempt => which(attempt) ? change(attempt) : attempt)] };
}
