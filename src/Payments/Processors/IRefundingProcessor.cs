using System.Collections.Immutable;

namespace CryptoPay.Payments.Processors;

/// <summary>
/// What an <see cref="IPaymentProcessor"/> is too, where its processor gives money back on our word. As there, no
/// method throws for what a processor answers or fails to answer.
/// </summary>
public interface IRefundingProcessor
{
    /// <summary>False where this account's settings leave out what refunds need.</summary>
    bool CanRefund => true;

    /// <summary>
    /// For how long after the first sending the same request again, with the same key, is certain to be the same
    /// refund; zero where it is never certain, so that a refund whose end was unclear is not sent again.
    /// </summary>
    TimeSpan RepeatSafeFor => TimeSpan.Zero;

    /// <summary>
    /// Sends one request, never twice. After an ambiguous end the caller looks up before it asks again.
    /// </summary>
    Task<ProcessorResult<Refund>> CreateRefund(RefundRequest request, CancellationToken cancellation);

    Task<ProcessorResult<Refund>> ReadRefund(
        string invoiceId, Sensitive processorRefundId, CancellationToken cancellation);

    /// <summary>
    /// The refunds that this request led to, by its key or its refund ID: none, one, or twins. May lag behind a create
    /// by some seconds: an empty answer is no proof. A search that stopped at a bound of ours is Nonsense, not Found.
    /// </summary>
    Task<ProcessorResult<ImmutableArray<Refund>>> FindRefunds(RefundRequest request, CancellationToken cancellation);
}
