using CryptoPay.Payments.Amounts;

namespace CryptoPay.Payments.Processors;

/// <summary>Money that we ask a processor to give back out of one invoice.</summary>
public sealed record RefundRequest
{
    public required string InvoiceId { get; init; }

    /// <summary>
    /// The caller's ID of the refund, unique within the order; goes into the processor's name or reference.
    /// </summary>
    public required string RefundId { get; init; }

    /// <summary>
    /// UUID v4, "D" format, stored before the call. The processor's idempotency key where it has one.
    /// </summary>
    public required string Key { get; init; }

    /// <summary>In the currency of the invoice's price; above 0, at most what was paid.</summary>
    public required Money Amount { get; init; }

    /// <summary>Upper-case code of the coin that was asked for, for example BTC.</summary>
    public required string CryptoCode { get; init; }
}

/// <summary>What one authenticated read of a processor's refund showed, in our words.</summary>
public sealed record Refund
{
    /// <summary>The processor's own ID of the refund. At some the claim's address is made of it.</summary>
    public required Sensitive ProcessorRefundId { get; init; }

    public required string InvoiceId { get; init; }

    /// <summary>What is to go out, in the currency of the invoice's price.</summary>
    public required Money Amount { get; init; }

    public required RefundStatus Status { get; init; }

    /// <summary>The processor's own status text, for people and alerts; never decided upon.</summary>
    public required string StatusText { get; init; }

    /// <summary>What the processor says has gone out so far, in <see cref="Amount"/>'s currency; 0 or more.</summary>
    public decimal AmountOut { get; init; }

    /// <summary>
    /// Where the customer says where the money is to go; empty where nobody needs to. Whoever has it can take the
    /// money.
    /// </summary>
    public Sensitive ClaimUrl { get; init; }
}

/// <summary>Where a processor's refund stands. Every adapter's status map ends in one of these.</summary>
public enum RefundStatus
{
    /// <summary>It cannot be told whether money went out or will. Changes nothing, and a human must look.</summary>
    Unrecognized = 0,

    /// <summary>The processor has it, and not all of the money is out.</summary>
    Pending = 1,

    /// <summary>The money is out. Never said because a request was accepted.</summary>
    Completed = 2,

    /// <summary>No more money goes out by it.</summary>
    Failed = 3,
}
