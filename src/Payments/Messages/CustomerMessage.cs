using CryptoPay.Payments.Deciding;

namespace CryptoPay.Payments.Messages;

/// <summary>What there is to say to the customer about a payment.</summary>
public enum CustomerMessage
{
    Preparing,
    PreparingLonger,
    ReadyToPay,
    NotSeenYet,
    PartArrived,
    Confirming,
    Complete,
    CompleteWithExcess,
    Expired,
    ArrivedLate,
    Failed,
    Cancelling,
    Cancelled,
    NothingDue,
    TimedOut,
    UnderReview,
    Refunded,
    PartlyRefunded,
    RefundRequested,
    RefundPending,
    RefundToClaim,
    RefundCompleted,
    RefundFailed,
    RefundFailedInPart,
    CannotSee,
    PartArrivedClosed,
    TooSmall,
    CoinNotTaken,
    OutOfInvoices,
}
