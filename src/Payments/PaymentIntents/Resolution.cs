using Orleans;

namespace CryptoPay.Payments.PaymentIntents;

/// <summary>What a person says about money that we cannot make sense of.</summary>
public enum ReviewOutcome
{
    /// <summary>Money of one invoice went back by other hands.</summary>
    Returned,

    /// <summary>Neither side owes the other anything.</summary>
    NothingOwed,

    /// <summary>It is paid, by a person's word.</summary>
    Credited,
}

/// <param name="InvoiceId">Whose money went back; "" unless <see cref="ReviewOutcome.Returned"/>.</param>
/// <param name="Amount">All that went back of it so far, above 0; null unless it is Returned.</param>
/// <param name="Who">The authenticated key or operator.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.ReviewResolution")]
public sealed record ReviewResolution(
    [property: Id(0)] ReviewOutcome Outcome, [property: Id(1)] string InvoiceId, [property: Id(2)] decimal? Amount,
    [property: Id(3)] string Reason, [property: Id(4)] string Who);

/// <summary>What a person says became of a refund whose sending had no clear end.</summary>
/// <param name="ProcessorRefundId">The processor's own ID; empty where it was not made.</param>
/// <param name="Who">The authenticated key or operator.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.RefundResolution")]
public sealed record RefundResolution(
    [property: Id(0)] bool IsMade, [property: Id(1)] Sensitive ProcessorRefundId, [property: Id(2)] string Reason,
    [property: Id(3)] string Who);
