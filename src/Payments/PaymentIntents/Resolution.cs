using Orleans;

namespace CryptoPay.Payments.PaymentIntents;

/// <summary>How a person ends a review.</summary>
public enum ReviewOutcome
{
    /// <summary>Money of one invoice went back by other hands than ours.</summary>
    Returned,

    /// <summary>Nobody owes anybody anything.</summary>
    NothingOwed,

    /// <summary>It counts as paid on a person's word, because the processor cannot be told.</summary>
    Credited,
}

/// <summary>A person's answer to what made a review necessary.</summary>
/// <param name="InvoiceId">Whose money went back, when it was returned; otherwise "".</param>
/// <param name="Amount">How much of it, in the price's currency, above 0; otherwise null.</param>
/// <param name="Reason">In the person's own words, 1 to 500 characters.</param>
/// <param name="Who">The name of the authenticated key.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.ReviewResolution")]
public sealed record ReviewResolution(
    [property: Id(0)] ReviewOutcome Outcome,
    [property: Id(1)] string InvoiceId,
    [property: Id(2)] decimal? Amount,
    [property: Id(3)] string Reason,
    [property: Id(4)] string Who);

/// <summary>A person's answer to whether a refund that is unclear was made.</summary>
/// <param name="ProcessorRefundId">The processor's ID of it, when it was made; otherwise empty.</param>
/// <param name="Reason">In the person's own words, 1 to 500 characters.</param>
/// <param name="Who">The name of the authenticated key.</param>
[GenerateSerializer, Immutable, Alias("CryptoPay.RefundResolution")]
public sealed record RefundResolution(
    [property: Id(0)] bool IsMade,
    [property: Id(1)] Sensitive ProcessorRefundId,
    [property: Id(2)] string Reason,
    [property: Id(3)] string Who);
