using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>
/// Has each owed refund made, once. As with an invoice, one that the processor may have seen is searched for first, and
/// again for some seconds; unlike there, an answer that makes no sense never ends it: the money may be on its way.
/// </summary>
internal sealed class RefundCreation(EffectSetting setting) : Effect(setting)
{
    private static readonly TimeSpan LookUpPeriod = TimeSpan.FromSeconds(1);

    /// <summary>What this activation knows of each refund, by its ID.</summary>
    private readonly Dictionary<string, Sending> sendings = [];

    /// <summary>This activation wrote the request just now: no earlier one can have sent it.</summary>
    public void Begin(string refundId)
    {
        sendings[refundId] = new Sending { MayExist = false, IsClear = true };
        Hurry();
    }

    /// <summary>Why an owed refund has not been made yet, for the caller; "" while nothing is wrong.</summary>
    public string TroubleOf(string refundId) => sendings.GetValueOrDefault(refundId)?.Trouble ?? "";

    public override async Task<ImmutableArray<Command>> Run(PaymentIntent intent, CancellationToken cancellation)
    {
        ImmutableArray<IntentRefund> owed = [.. intent.Refunds.Where(refund => refund.IsOwed)];
        var refund = owed[FailureCount % owed.Length];
        if (Now >= RefundSchedule.GivenUpAt(refund, Setting.Polling))
            return [new Command.GiveRefundUp(refund.RefundId, Now)];

        if (!sendings.TryGetValue(refund.RefundId, out var sending))
            sendings[refund.RefundId] = sending = new Sending();
        var (attempt, request) = (intent.AttemptOf(refund), intent.RequestOf(refund));
        if (Setting.Processor(attempt.Processor) is not IRefundingProcessor processor)
            return Failed(intent, attempt, sending, UnknownProcessor<Refund>());
        return sending.MayExist
            ? await LookUp(intent, attempt, sending, processor, request, cancellation)
            : await Create(intent, attempt, sending, processor, request, cancellation);
    }

    protected override DateTimeOffset? OwedAt(PaymentIntent intent) =>
        intent.Refunds.FirstOrDefault(refund => refund.IsOwed)?.RequestedAt;

    private async Task<ImmutableArray<Command>> LookUp(
        PaymentIntent intent, InvoiceAttempt attempt, Sending sending, IRefundingProcessor processor,
        RefundRequest request, CancellationToken cancellation)
    {
        sending.LookUntil ??= Now + Setting.Polling.LookUpWindow;
        var answer = await processor.FindRefunds(request, cancellation);
        if (answer is ProcessorResult<ImmutableArray<Refund>>.Found found)
        {
            Succeed();
            sending.MayExist = Now < sending.LookUntil;
            if (sending.MayExist) Wait(LookUpPeriod);

            // Of twins one that is alive stands for the refund.
            return
            [
                .. found.Value.OrderBy(refund => refund.Status == RefundStatus.Failed)
                    .Select(refund => new Command.ObserveRefund(request.RefundId, refund, Now)),
            ];
        }

        sending.LookUntil = null;
        return Failed(intent, attempt, sending, answer);
    }

    private async Task<ImmutableArray<Command>> Create(
        PaymentIntent intent, InvoiceAttempt attempt, Sending sending, IRefundingProcessor processor,
        RefundRequest request, CancellationToken cancellation)
    {
        var wasClear = sending.IsClear;
        // Should this activation end before the answer is written, a later one must not take the request for unsent.
        (sending.MayExist, sending.IsClear, sending.LookUntil) = (true, false, null);
        var answer = await processor.CreateRefund(request, cancellation);
        switch (answer)
        {
            case ProcessorResult<Refund>.Found found:
                Succeed();
                return [new Command.ObserveRefund(request.RefundId, found.Value, Now)];
            case ProcessorResult<Refund>.Refused { IsOfSettings: false } refused:
                if (!wasClear) Failed(intent, attempt, sending, answer);
                return [new Command.RecordRefundRefusal(request.RefundId, refused.Code, MayExist: !wasClear, Now)];
            case ProcessorResult<Refund>.Refused or ProcessorResult<Refund>.Unavailable { WasSent: false }:
                (sending.MayExist, sending.IsClear) = (false, wasClear);
                break;
        }

        return Failed(intent, attempt, sending, answer);
    }

    private ImmutableArray<Command> Failed<T>(
        PaymentIntent intent, InvoiceAttempt attempt, Sending sending, ProcessorResult<T> ending)
    {
        sending.Trouble = CodeOf(ending);
        Fail(intent, attempt.Processor, ending);
        return [];
    }

    private sealed class Sending
    {
        /// <summary>A call of ours, or of an earlier activation, may have led to it.</summary>
        public bool MayExist { get; set; } = true;

        /// <summary>No call can have led to it.</summary>
        public bool IsClear { get; set; }

        public DateTimeOffset? LookUntil { get; set; }

        public string Trouble { get; set; } = "";
    }
}
