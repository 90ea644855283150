using System.Collections.Immutable;
using System.Diagnostics;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Refunds;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Deciding;

/// <summary>
/// All decisions about a payment intent: pure and total. What we owe the outside (an invoice to be made, read or made
/// unpayable, a refund to be made or read) is not in the decision but follows from the state that it leads to, so a
/// crash cannot lose it.
/// </summary>
public static class Decider
{
    public static Decision Decide(PaymentIntent? intent, Command command, PollingPolicy policy)
    {
        var decision = Of(intent, Erasing.Kept(intent, command), policy);
        if (decision is not Decision.Accepted { Events: { IsEmpty: false } events }) return decision;
        var next = events.Aggregate(intent, Evolver.Evolve)!;
        while (Consequences.Of(next, command.At) is { IsEmpty: false } following)
        {
            next = following.Aggregate(next, Evolver.Evolve);
            events = events.AddRange(following);
        }

        // A wake changes nothing but when the next read is due.
        if (command is not (Command.Wake or Command.LookAtCase))
            events = events.AddRange(CaseTelling.Changes(next, command.At, policy));
        return new Decision.Accepted(events);
    }

    private static Decision Of(PaymentIntent? intent, Command command, PollingPolicy policy) => (intent, command) switch
    {
        (null, Command.Create c) => c.Request.Metadata.Count > RowBounds.MetadataKeysMax
            ? new Decision.Refused(Refusal.TooManyMetadataKeys)
            : Decision.Happened(new Event.IntentRequested(c.Request, c.New, c.At)),
        (null, _) => new Decision.Refused(Refusal.NotFound),
        (_, Command.Create c) => Repeat(intent, c),
        (_, Command.StartInvoice or Command.RequestRefund or Command.SendClaimLink) when intent.ErasedAt is not null =>
            new Decision.Refused(Refusal.OrderErased),
        (_, Command.StartInvoice c) => InvoiceMaking.Start(intent, c),
        (_, Command.Cancel c) => Cancelling.Ask(intent, c),
        (_, Command.Wake c) => Rounds.Wake(intent, c),
        (_, Command.RecordInvoice c) => InvoiceMaking.Record(intent, c, policy),
        (_, Command.RecordRefusal c) => InvoiceMaking.Refuse(intent, c),
        (_, Command.PassOver c) => InvoiceMaking.PassOver(intent, c),
        (_, Command.RestCreation c) => InvoiceMaking.Rest(intent, c),
        (_, Command.ResumeCreation c) => InvoiceMaking.Resume(intent, c.At, c.AttemptId),
        (_, Command.RecordLookUp c) => LookUp.Decide(intent, c, policy),
        (_, Command.Observe c) => Observation.Decide(intent, c, policy),
        (_, Command.RecordNonsense c) => Observation.Nonsense(intent, c),
        (_, Command.FinishReading c) => Rounds.Finish(intent, c, policy),
        (_, Command.RecordUnpayable c) => Withdrawing.Record(intent, c),
        (_, Command.RequestRefund c) => RefundDecisions.Request(intent, c),
        (_, Command.SendRefund c) => RefundSending.Send(intent, c),
        (_, Command.TakeRefundBack c) => RefundSending.TakeBack(intent, c),
        (_, Command.RecordRefundRefusal c) => RefundSending.Refuse(intent, c),
        (_, Command.RecordRefundMissing c) => RefundSending.Missing(intent, c, policy),
        (_, Command.ObserveRefund c) => RefundDecisions.Observe(intent, c),
        (_, Command.GiveRefundUp c) => RefundDecisions.GiveUp(intent, c, policy),
        (_, Command.Resolve c) => ReviewResolving.Resolve(intent, c),
        (_, Command.ResolveRefund c) => RefundResolving.Resolve(intent, c, policy),
        (_, Command.LookAtCase c) => new Decision.Accepted(CaseTelling.Changes(intent, c.At, policy)),
        (_, Command.MarkDelivery c) => CaseTelling.Mark(c),
        (_, Command.TakeDeliveryBack c) => CaseTelling.TakeBack(intent, c),
        (_, Command.RecordDelivery c) => CaseTelling.Record(c),
        (_, Command.ParkDelivery c) => CaseTelling.Park(c),
        (_, Command.AskDelivery c) => CaseTelling.Ask(intent, c),
        (_, Command.Erase c) => Erasing.Decide(intent, c, policy),
        (_, Command.SendClaimLink c) => CaseTelling.SendLink(intent, c),
        _ => throw new UnreachableException($"No row for {command.GetType().Name}."),
    };

    private static Decision Repeat(PaymentIntent intent, Command.Create c)
    {
        var isSameMoney = c.Request.Price == intent.Price && c.Request.CryptoCode == intent.CryptoCode
            && (c.Request.Account == "" || c.Request.Account == intent.Account);
        if (!isSameMoney) return new Decision.Refused(Refusal.OrderConflict);
        if (intent.ErasedAt is not null) return Decision.Nothing;

        // A caller who hangs up and calls again has a new session; that is no conflict, whatever comes with it.
        var (changed, droppedCount) = KeptMetadata.Of(intent, c.Request.Metadata);
        var events = ImmutableArray.CreateBuilder<Event>();
        if (!changed.IsEmpty) events.Add(new Event.MetadataReplaced(changed, c.At));
        if (droppedCount > 0 && !intent.IsMetadataDropped) events.Add(new Event.MetadataDropped(droppedCount, c.At));
        events.AddRange(InvoiceMaking.Resumed(intent, c.At));
        return new Decision.Accepted(events.ToImmutable());
    }
}
