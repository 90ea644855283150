namespace CryptoPay.Payments.Processors;

/// <summary>Where a processor's invoice stands. Every adapter's status map ends in one of these.</summary>
public enum InvoiceStatus
{
    /// <summary>A status text that the adapter's map does not know. Changes nothing and raises an alert.</summary>
    Unrecognized = 0,

    /// <summary>Payable; nothing, or not enough, was seen.</summary>
    Open = 1,

    /// <summary>Enough was seen and is not final.</summary>
    Confirming = 2,

    /// <summary>Paid and final by the processor's own rule.</summary>
    Settled = 3,

    /// <summary>Its time is over; late or partial money stands in the qualifiers.</summary>
    Expired = 4,

    /// <summary>Declared worthless by the processor or by a person there.</summary>
    Invalid = 5,
}

/// <summary>What the processor says beside the status.</summary>
[Flags]
public enum InvoiceQualifiers
{
    None = 0,
    Underpaid = 1,
    Overpaid = 2,
    PaidLate = 4,

    /// <summary>A person (or we, when making it unpayable) set the status by hand.</summary>
    Manual = 8,
}
