using System.Collections.Immutable;
using System.Diagnostics;
using CryptoPay.Payments.Messages;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Views;

using Qualifier = PaymentIntentQualifiers;
using Status = PaymentIntentStatus;

/// <summary>One row of what everyone sees.</summary>
public sealed record CaseRow(
    string CaseStatus, string Outcome, bool IsFinal, string ActionRequired, CustomerMessage Message);

/// <summary>
/// The one table that decides what callers, cases and operators see of an intent. First row that fits wins.
/// </summary>
public static class CaseTable
{
    /// <param name="isBlind">We cannot see at the moment whether money came.</param>
    public static CaseRow RowOf(
        PaymentIntent intent, DateTimeOffset now, PollingPolicy policy, bool isBlind = false)
    {
        var row = FirstThatFits(intent, now, policy, isBlind);
        return row.ActionRequired == Expired.ActionRequired && intent.IsOutOfAttempts ? WithoutNext(row) : row;
    }

    private static CaseRow FirstThatFits(
        PaymentIntent intent, DateTimeOffset now, PollingPolicy policy, bool isBlind)
    {
        var isFresh = now < Schedule.ShortWindowEndsAt(intent, policy);
        var hasMoney = Sums.HasMoney(intent);
        var isDue = Sums.AmountDue(intent) > 0;
        return intent.Status switch
        {
            _ when intent.Has(Qualifier.Review) => UnderReview,
            not Status.Settled when intent.IsCancelPending => Cancelling,
            Status.Settled or Status.Expired or Status.Invalid or Status.Cancelled
                when Sums.IsGivenBack(intent) && !Reviews.HasOpenBeside(intent) =>
                    intent.Status == Status.Expired && isDue
                        ? Refunded with { ActionRequired = Expired.ActionRequired }
                        : Refunded,
            Status.Requested or Status.AwaitingPayment or Status.Expired
                when intent.WatchEnd == WatchEnd.NoMoney && !hasMoney && !intent.Has(Qualifier.PaidLate) => TimedOut,
            Status.Requested or Status.AwaitingPayment when intent.IsNothingOwed => Closed(Failed),
            Status.Requested => Schedule.IsCreationSlow(intent, now) ? RequestedLong : Requested,
            Status.Expired when isDue && intent.Has(Qualifier.Underpaid) => UnderpaidClosed,
            Status.AwaitingPayment when isDue && intent.Has(Qualifier.Underpaid) =>
                isBlind || !IsPayable(intent, now) ? Underpaid with { Message = Unseen(isBlind) } : Underpaid,
            Status.AwaitingPayment or Status.Expired
                when hasMoney && !isDue && !intent.IsNothingOwed && !intent.Has(Qualifier.PaidLate) =>
                    ConfirmingWhile(isFresh),
            Status.AwaitingPayment => isFresh && !isBlind && IsPayable(intent, now)
                ? AwaitingPayment
                : PaymentPending with { Message = Unseen(isBlind) },
            Status.Confirming => ConfirmingWhile(isFresh),
            Status.Settled when Reviews.HasOpenBeside(intent) => Overpaid,
            Status.Settled => intent.Has(Qualifier.Refunded) && Sums.Excess(intent) < 0 ? PartlyRefunded : Complete,
            Status.Expired when Reviews.HasOpenBeside(intent) => PaidLate,
            Status.Expired => isDue ? Expired : Closed(Expired),
            Status.Cancelled => Cancelled,
            Status.Invalid when isDue && RefusalCodes.IsOfOrder(intent.Current.RefusalCode) =>
                intent.Current.RefusalCode == RefusalCodes.AmountTooSmall ? TooSmall : CoinNotTaken,
            Status.Invalid => isDue ? Failed : Closed(Failed),
            _ => throw new UnreachableException($"No row for {intent.Status}."),
        };
    }

    /// <summary>
    /// The newest invoice can be paid. Not after its rate lock, whatever we read last, and not while its processor's
    /// answers about it make no sense: it may be gone.
    /// </summary>
    public static bool IsPayable(PaymentIntent intent, DateTimeOffset now) =>
        intent is { Status: Status.AwaitingPayment, CancelAskedAt: null, LastOpened: { NonsenseSince: null } opened }
        && now < opened.Invoice!.ExpiresAt && Sums.AmountDue(intent) > 0 && !intent.Has(Qualifier.Review);

    private static CustomerMessage Unseen(bool isBlind) =>
        isBlind ? CustomerMessage.CannotSee : CustomerMessage.NotSeenYet;

    private static CaseRow ConfirmingWhile(bool isFresh) =>
        isFresh ? Confirming : Confirming with { CaseStatus = PaymentPending.CaseStatus };

    private static CaseRow WithoutNext(CaseRow row) => row with
    {
        ActionRequired = "none",
        Message = row.Message is CustomerMessage.Refunded ? row.Message : CustomerMessage.OutOfInvoices,
    };

    private static CaseRow Closed(CaseRow row) =>
        row with { ActionRequired = "none", Message = CustomerMessage.NothingDue };

    private static readonly CaseRow Requested = new("Payment Requested", "pending", false, "none",
        CustomerMessage.Preparing);
    private static readonly CaseRow RequestedLong = Requested with { Message = CustomerMessage.PreparingLonger };
    private static readonly CaseRow Cancelling = new("Payment Pending", "pending", false, "none",
        CustomerMessage.Cancelling);
    private static readonly CaseRow AwaitingPayment = new("Awaiting Payment", "pending", false, "none",
        CustomerMessage.ReadyToPay);
    private static readonly CaseRow PaymentPending = new("Payment Pending", "pending", false, "none",
        CustomerMessage.NotSeenYet);
    private static readonly CaseRow Underpaid = new("Additional Funds Required", "underpaid", false, "top_up",
        CustomerMessage.PartArrived);
    private static readonly CaseRow UnderpaidClosed = Underpaid with { Message = CustomerMessage.PartArrivedClosed };
    private static readonly CaseRow Confirming = new("Payment Confirming", "confirming", false, "none",
        CustomerMessage.Confirming);
    private static readonly CaseRow Complete = new("Payment Status: Complete", "paid", true, "none",
        CustomerMessage.Complete);
    private static readonly CaseRow Overpaid = Complete with
    {
        ActionRequired = "review",
        Message = CustomerMessage.CompleteWithExcess,
    };
    private static readonly CaseRow PartlyRefunded = Complete with
    {
        CaseStatus = "Payment Partly Refunded",
        Message = CustomerMessage.PartlyRefunded,
    };
    private static readonly CaseRow Refunded = new("Payment Refunded", "refunded", true, "none",
        CustomerMessage.Refunded);
    private static readonly CaseRow Expired = new("Payment Expired", "expired", true, "new_invoice",
        CustomerMessage.Expired);
    private static readonly CaseRow PaidLate = new("Payment Under Review", "paid_late", true, "review",
        CustomerMessage.ArrivedLate);
    private static readonly CaseRow Failed = new("Payment Failed", "failed", true, "new_invoice",
        CustomerMessage.Failed);
    private static readonly CaseRow TooSmall = Failed with
    {
        ActionRequired = "none",
        Message = CustomerMessage.TooSmall,
    };
    private static readonly CaseRow CoinNotTaken = TooSmall with { Message = CustomerMessage.CoinNotTaken };
    private static readonly CaseRow Cancelled = new("Payment Cancelled", "cancelled", true, "none",
        CustomerMessage.Cancelled);
    private static readonly CaseRow TimedOut = new("Payment Status: Timeout", "timeout", true, "none",
        CustomerMessage.TimedOut);
    private static readonly CaseRow UnderReview = new("Payment Under Review", "review", true, "review",
        CustomerMessage.UnderReview);

    /// <summary>
    /// Every row, for who lists their words: an answer says no other. Behind them all, as it is filled in this order.
    /// </summary>
    public static ImmutableArray<CaseRow> Rows { get; } =
    [
        Requested, RequestedLong, Cancelling, AwaitingPayment, PaymentPending, Underpaid, UnderpaidClosed, Confirming,
        Expired, Complete, Overpaid, PartlyRefunded, Refunded, PaidLate, Failed, TooSmall, CoinNotTaken, Cancelled,
        TimedOut, UnderReview,
    ];
}
