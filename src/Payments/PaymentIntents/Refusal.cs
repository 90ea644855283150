namespace CryptoPay.Payments.PaymentIntents;

/// <summary>Why a command was not accepted. The wire code is the snake_case name.</summary>
public enum Refusal
{
    None = 0,

    /// <summary>No intent with this order ID.</summary>
    NotFound = 1,

    /// <summary>The order exists with other money: amount, currency, coin or processor.</summary>
    OrderConflict = 2,

    /// <summary>Money was seen, so there is nothing to cancel.</summary>
    MoneySeen = 3,

    /// <summary>It is settled, so no further invoice is made.</summary>
    AlreadySettled = 4,

    /// <summary>It was cancelled; another order ID starts another payment.</summary>
    AlreadyCancelled = 5,

    /// <summary>Nothing is due any more, though it is not settled: a human must look.</summary>
    NothingDue = 6,

    /// <summary>No processor account of that name.</summary>
    UnknownProcessor = 7,
}
