using System.Collections.Immutable;
using System.Diagnostics;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Grains.Effects;

/// <summary>
/// Has each owed refund made, once. That it is sent is written before the call. After an end that tells nothing it is
/// searched for, and sent again only where the processor's key makes a repeat the same refund; otherwise a human is
/// told, and it is looked for as long as we look.
/// </summary>
internal sealed class RefundCreation(Lane lane, Sendings sendings, Ownership ownership, EffectContext context)
    : AccountEffect(lane, context)
{
    private static readonly TimeSpan LookUpPeriod = TimeSpan.FromSeconds(1);
    private readonly Dictionary<string, string> troubles = [];
    private ImmutableDictionary<string, DateTimeOffset> notBeforeById =
        ImmutableDictionary<string, DateTimeOffset>.Empty;

    public override LaneMemory Memory => base.Memory with { NotBeforeById = notBeforeById };

    /// <summary>Why an owed refund has not been made yet, for the caller; "" while nothing is wrong.</summary>
    public string TroubleOf(string refundId) => troubles.GetValueOrDefault(refundId, "");

    public override async Task<ImmutableArray<Command>> Run(
        PaymentIntent intent, string id, CancellationToken cancellation)
    {
        var refund = intent.RefundOf(id)!;
        if (Now >= RefundSchedule.GivenUpAt(refund, Context.Polling)) return [new Command.GiveRefundUp(id, Now)];
        if (Context.Accounts.ProcessorOf(Account) is not IRefundingProcessor processor)
            return Failed(intent, id, UnknownProcessor<Refund>());

        // Without the mark it was never sent. With it, this activation alone can know that the call has not gone out.
        if (refund.SentAt is null)
        {
            sendings.Set(id, Sending.Unsent);
            return [new Command.SendRefund(id, Now)];
        }

        var sending = sendings.Of(id);
        if (sending.State == SendingState.Searched && !(refund.LastSentAt >= sending.AnsweredSince))
            return [new Command.SendRefund(id, Now)];
        return sending.IsToSend
            ? await Create(intent, refund, processor, cancellation)
            : await LookUp(intent, refund, processor, cancellation);
    }

    private async Task<ImmutableArray<Command>> LookUp(
        PaymentIntent intent, IntentRefund refund, IRefundingProcessor processor, CancellationToken cancellation)
    {
        var (id, startedAt) = (refund.RefundId, Now);
        var answer = await processor.FindRefunds(intent.RequestOf(refund), cancellation);
        if (answer is not ProcessorResult<ImmutableArray<Refund>>.Found found)
        {
            // A search that is not answered for so long is a human's matter too, though it tells nothing.
            Failed(intent, id, answer);
            return Now >= refund.SentAt + Context.Polling.NonsenseWindow
                ? [new Command.RecordRefundMissing(id, startedAt, false, Now)]
                : [];
        }

        Succeed();
        if (!found.Value.IsEmpty)
        {
            Context.Alerts.RefundMade(Account);
            // Of twins one that is alive stands for the refund.
            return
            [
                .. found.Value.OrderBy(refund => refund.Status == RefundStatus.Failed)
                    .Select(refund => new Command.ObserveRefund(id, refund, Now)),
            ];
        }

        var isRepeatSafe = Now - refund.SentAt < processor.RepeatSafeFor;
        var sending = sendings.Of(id).SearchedInVain(Now, isRepeatSafe, Context.Polling);
        sendings.Set(id, sending);
        // Of this refund alone: another one of the account is not to wait for it.
        notBeforeById = notBeforeById.SetItem(id, Now + sending.State switch
        {
            SendingState.Searching => LookUpPeriod,
            SendingState.Unclear => RefundSchedule.PeriodAfter(Now, refund, Context.Polling),
            SendingState.Searched or SendingState.Unsent => TimeSpan.Zero,
            _ => throw new UnreachableException($"No row for {sending.State}."),
        });
        return [new Command.RecordRefundMissing(id, startedAt, isRepeatSafe, Now)];
    }

    private async Task<ImmutableArray<Command>> Create(
        PaymentIntent intent, IntentRefund refund, IRefundingProcessor processor, CancellationToken cancellation)
    {
        if (!await ownership.Verify(cancellation)) return WaitToKnow();
        var id = refund.RefundId;
        var before = sendings.Of(id);
        var wasSent = before != Sending.Unsent;
        sendings.Set(id, before.Sent(Now));
        var answer = await processor.CreateRefund(intent.RequestOf(refund), cancellation);
        switch (answer)
        {
            case ProcessorResult<Refund>.Found found:
                Succeed();
                Context.Alerts.RefundMade(Account);
                return [new Command.ObserveRefund(id, found.Value, Now)];
            case ProcessorResult<Refund>.Refused { IsOfSettings: false } refused:
                if (wasSent) Failed(intent, id, answer);
                return [new Command.RecordRefundRefusal(id, refused.Code, wasSent, Now)];
            case ProcessorResult<Refund>.Refused or ProcessorResult<Refund>.Unavailable { WasSent: false }:
                sendings.Set(id, before);
                Failed(intent, id, answer);
                return wasSent ? [] : [new Command.TakeRefundBack(id, Now)];
            default:
                return Failed(intent, id, answer);
        }
    }

    private ImmutableArray<Command> Failed<T>(PaymentIntent intent, string id, ProcessorResult<T> ending)
    {
        // Callers branch on it: what is wrong with an answer is a sentence, and for the log.
        troubles[id] = ending is ProcessorResult<T>.Nonsense ? AnswerCodes.Nonsense : CodeOf(ending);
        Fail(intent, ending);
        if (Now >= intent.RefundOf(id)!.RequestedAt + Schedule.CreationSlow)
            Context.Alerts.RefundSlow(Account, troubles[id]);
        return [];
    }
}
