namespace CryptoPay.Payments.PaymentIntents;

/// <summary>Where a payment intent stands. Numbers and names are stored: never change one.</summary>
public enum PaymentIntentStatus
{
    /// <summary>We owe an invoice.</summary>
    Requested = 0,
    AwaitingPayment = 1,

    /// <summary>Money is seen and not final.</summary>
    Confirming = 2,

    /// <summary>Final by the processor's own rule. Never left again.</summary>
    Settled = 3,
    Expired = 4,
    Invalid = 5,
    Cancelled = 6,
}

/// <summary>What is true beside the status. Stored: never change a number or a name.</summary>
[Flags]
public enum PaymentIntentQualifiers
{
    None = 0,
    Underpaid = 1,
    Overpaid = 2,
    PaidLate = 4,

    /// <summary>A payment that was seen has gone again.</summary>
    DoubleSpent = 8,

    /// <summary>A person set the status at the processor.</summary>
    Manual = 16,
    Refunded = 32,

    /// <summary>A human must look.</summary>
    Review = 64,
}
