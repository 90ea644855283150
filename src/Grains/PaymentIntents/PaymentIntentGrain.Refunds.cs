using System.Collections.Immutable;
using CryptoPay.Grains.Effects;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Views;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>What callers ask about money that goes back.</summary>
internal sealed partial class PaymentIntentGrain
{
    public async Task<RefundAnswer> Refund(string refundId, decimal? amount, string who)
    {
        if (committed.Intent is not { } intent) return new RefundAnswer(null, Refusal.NotFound);
        var refunding = intent.Accounts
            .Where(account => context.Accounts.ProcessorOf(account) is IRefundingProcessor { CanRefund: true })
            .ToImmutableHashSet();
        var request = new Command.RequestRefund(refundId, NewIds.Key(), amount, refunding, context.Now) { Who = who };
        var refusal = await Apply([request]);
        return refusal == Refusal.None ? RefundAnswerOf(refundId) : new RefundAnswer(null, refusal);
    }

    public Task<RefundAnswer> GetRefund(string refundId) => Task.FromResult(RefundAnswerOf(refundId));

    public async Task<RefundAnswer> WaitForRefund(string refundId, long revision, TimeSpan patience)
    {
        await WaitForNews(revision, patience);
        return RefundAnswerOf(refundId);
    }

    public Task<ImmutableArray<RefundView>?> Refunds() => Task.FromResult<ImmutableArray<RefundView>?>(
        committed.Intent is { } intent ? [.. intent.Refunds.Select(refund => ViewOf(intent, refund))] : null);

    private RefundAnswer RefundAnswerOf(string refundId) => committed.Intent switch
    {
        null => new RefundAnswer(null, Refusal.NotFound),
        var intent when intent.RefundOf(refundId) is { } refund => new RefundAnswer(ViewOf(intent, refund)),
        _ => new RefundAnswer(null, Refusal.RefundNotFound),
    };

    private string TroubleOf(PaymentIntent intent, IntentRefund refund) =>
        (effects.GetValueOrDefault(new Lane(WorkKind.CreateRefund, intent.AttemptOf(refund).Account))
            as RefundCreation)?.TroubleOf(refund.RefundId) ?? "";

    private RefundView ViewOf(PaymentIntent intent, IntentRefund refund) =>
        intent.ViewOf(refund, context.Now, Polling, committed.Revision, TroubleOf(intent, refund));
}
