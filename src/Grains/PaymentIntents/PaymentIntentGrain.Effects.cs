using System.Collections.Immutable;
using System.Diagnostics;
using CryptoPay.Grains.Cases;
using CryptoPay.Grains.Effects;
using CryptoPay.Payments.Owing;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>One effect for each lane of work, made when there is some.</summary>
internal sealed partial class PaymentIntentGrain
{
    private ImmutableArray<OwedWork> OwedBy(PaymentIntent intent) =>
        Owed.Of(intent, cases.Sinks.Of(intent.Merchant), lane => EffectOf(lane).Memory, context.Now, Polling);

    private Effect EffectOf(Lane lane)
    {
        if (!effects.TryGetValue(lane, out var effect)) effects[lane] = effect = Made(lane);
        return effect;
    }

    private Effect Made(Lane lane) => lane.Kind switch
    {
        WorkKind.CreateInvoice => new InvoiceCreation(lane, sendings, ownership, context),
        WorkKind.ReadInvoices => readings.Of(lane.At),
        WorkKind.WithdrawInvoice => new InvoiceWithdrawal(lane, readings, context),
        WorkKind.CreateRefund => new RefundCreation(lane, sendings, ownership, context),
        WorkKind.ReadRefunds => new RefundReading(lane, context),
        WorkKind.LookAtCase => new CaseLooking(lane, context),
        WorkKind.DeliverCase => new CaseDelivery(lane, cases, ownership, context),
        _ => throw new UnreachableException($"No effect for {lane.Kind}."),
    };

    private IEnumerable<Effect> EffectsOf(PaymentIntent intent) =>
        OwedBy(intent).Select(work => work.Lane).Distinct().Select(EffectOf);

    private IEnumerable<RefundReading> RefundReadingsOf(PaymentIntent intent) =>
        intent.Accounts.Select(account => EffectOf(new Lane(WorkKind.ReadRefunds, account))).Cast<RefundReading>();

    /// <summary>The work that is next in a lane. One that fails lets the next one of its lane go first.</summary>
    private OwedWork? NextOf(Effect effect)
    {
        if (committed.Intent is not { } intent) return null;
        var works = OwedBy(intent).Where(work => work.Lane == effect.Lane && work.DueAt <= context.Now).ToList();
        return works.Count == 0 ? null : works[effect.FailureCount % works.Count];
    }
}
