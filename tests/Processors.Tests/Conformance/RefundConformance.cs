using System.Collections.Immutable;
using CryptoPay.Payments;
using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Processors.Tests.Conformance;

/// <summary>
/// A refund that the processor has, as it was asked for, and the status that it shows; "" for a new one.
/// </summary>
public sealed record KeptRefund(RefundRequest Request, string Status = "");

/// <summary>
/// What every adapter that refunds keeps, in its processor's dialect, which the adapter's own tests supply.
/// </summary>
public abstract partial class RefundConformance : FaultConformance<Refund>
{
    protected RefundRequest Request => new()
    {
        InvoiceId = InvoiceId,
        RefundId = "refund-1",
        Key = "5f0c1b6e-3c1d-4d0b-8a51-6f1f7c1f0a27",
        Amount = new Money(10.50m, Currency),
        CryptoCode = CryptoCode,
    };

    /// <summary>A currency that the processor takes.</summary>
    protected virtual string Currency => "USD";

    /// <summary>The ID that <see cref="AnswerTo"/> gives each refund.</summary>
    protected abstract string ProcessorRefundId { get; }

    /// <summary>The link that it gives the customer; "" where nobody needs to claim.</summary>
    protected virtual string ClaimUrl => "";

    /// <summary>
    /// Each status of the processor, as <see cref="AnswerTo"/> takes it, what it means, and what of 10.50 is out.
    /// </summary>
    protected abstract IEnumerable<(string Text, RefundStatus Status, decimal AmountOut)> Statuses { get; }

    /// <summary>How long the same request again is certain to be the same refund.</summary>
    protected virtual TimeSpan RepeatSafeFor => TimeSpan.Zero;

    /// <summary>A status that the processor does not have.</summary>
    protected abstract string UnknownStatus { get; }

    /// <summary>The answer to a read of a refund that there is not.</summary>
    protected abstract Answer.Says UnknownRefund { get; }

    /// <summary>The processor's refusal of an invoice in the wrong state.</summary>
    protected abstract (Answer.Says Answer, string Code) NotRefundable { get; }

    /// <summary>
    /// What a processor that has these refunds answers to the call. Where that is a create, it has just made the one.
    /// </summary>
    protected abstract Answer.Says AnswerTo(HttpCall call, params KeptRefund[] kept);

    /// <summary>
    /// What the adapter reads before it creates, of an invoice that can be refunded; null for every other call.
    /// </summary>
    protected virtual Answer.Says? ReadBefore(HttpCall call) => null;

    /// <summary>The answer to a search in a list that has no end; null where a search is no list.</summary>
    protected virtual Answer? EndlessList => null;

    private protected override int CreatesSent => Calls.Count(IsCreate);

    private protected override Task<ProcessorResult<Refund>> Create(Answer answer)
    {
        Answering(answer);
        return Create();
    }

    private protected override Task Read(Answer answer, CancellationToken caller)
    {
        Answering(answer);
        return Rig.Refunds.ReadRefund(InvoiceId, new Sensitive(ProcessorRefundId), caller);
    }

    private protected override async Task<IReadOnlyList<object>> AskAll(Answer answer)
    {
        Answering(answer);
        return [await Create(), await Read(), await Find()];
    }

    private List<HttpCall> Calls => Rig.Server.Calls;

    private static bool IsCreate(HttpCall call) => call.Method == HttpMethod.Post;

    private void Keeping(params KeptRefund[] kept) => Rig.Server.Script = call => AnswerTo(call, kept);

    private void Answering(Answer answer) => Rig.Server.Script = call => ReadBefore(call) ?? answer;

    private Task<ProcessorResult<Refund>> Create(RefundRequest? request = null) =>
        Rig.Elapse(Rig.Refunds.CreateRefund(request ?? Request, Cancellation));

    private Task<ProcessorResult<Refund>> Read() =>
        Rig.Elapse(Rig.Refunds.ReadRefund(InvoiceId, new Sensitive(ProcessorRefundId), Cancellation));

    private Task<ProcessorResult<ImmutableArray<Refund>>> Find() =>
        Rig.Elapse(Rig.Refunds.FindRefunds(Request, Cancellation));
}
