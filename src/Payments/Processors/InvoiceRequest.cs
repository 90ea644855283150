using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Classification;

namespace CryptoPay.Payments.Processors;

/// <summary>
/// The invoice that we ask a processor for. Carries no metadata of the caller: none is on the allow-list.
/// </summary>
public sealed record InvoiceRequest
{
    public required OrderKey Order { get; init; }

    /// <summary>UUID v4 of this attempt, "D" format. The processor's idempotency key where it has one.</summary>
    public required string AttemptId { get; init; }

    public required Money Price { get; init; }

    /// <summary>Upper-case code of the coin, for example BTC.</summary>
    public required string CryptoCode { get; init; }

    public required TransactionSpeed Speed { get; init; }

    /// <summary>What the customer reads on the processor's page; "" for none.</summary>
    [Personal] public string Description { get; init; } = "";

    /// <summary>For how long the rate is locked.</summary>
    public required TimeSpan RateLock { get; init; }

    /// <summary>For how long after expiry the processor goes on looking for money.</summary>
    public required TimeSpan Monitoring { get; init; }

    /// <summary>Percent that may be missing and still count as paid; 0 to 100.</summary>
    public required decimal TolerancePercent { get; init; }
}

/// <summary>
/// How many confirmations are waited for. High waits for none: a double spend then costs the merchant.
/// </summary>
public enum TransactionSpeed
{
    High = 0,
    Medium = 1,
    Low = 2,
}
