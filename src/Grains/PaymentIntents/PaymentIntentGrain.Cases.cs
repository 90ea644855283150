using System.Collections.Immutable;
using CryptoPay.Grains.Cases;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.Cases;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>What people ask about who was told.</summary>
internal sealed partial class PaymentIntentGrain
{
    public Task<SinkAnswer> Sinks() => Task.FromResult(SinkAnswerOf(Refusal.None));

    public async Task<SinkAnswer> AskSink(string sink, bool isAgain, string who)
    {
        if (committed.Intent is not { } intent) return SinkAnswerOf(Refusal.NotFound);
        if (cases.Sinks.Of(intent.Merchant).FirstOrDefault(known => known.Name == sink) is not { } known)
            return SinkAnswerOf(Refusal.SinkNotFound);
        // Whoever has looked and seen that one message did not arrive does not want all others again.
        ImmutableHashSet<string> only = isAgain ? [.. Deliveries.UnclearOf(intent, known)] : [];
        var refusal = await Apply([new Command.AskDelivery(sink, isAgain, only, context.Now) { Who = who }]);
        EffectOf(new Lane(WorkKind.DeliverCase, sink)).Hurry(isNews: true);
        Kick();
        return SinkAnswerOf(refusal);
    }

    public async Task<SinkAnswer> SendClaimLink(ClaimLinkRequest request, string who)
    {
        if (committed.Intent is not { } intent) return SinkAnswerOf(Refusal.NotFound);
        if (!cases.Sinks.Of(intent.Merchant).Any(sink => sink.SendsClaimLinks))
            return SinkAnswerOf(Refusal.SendUnsupported);
        var send = new Command.SendClaimLink(
            request.SendId, request.RefundId, request.Channel, request.To, context.Now)
        {
            Who = who,
        };
        return SinkAnswerOf(await Apply([send]));
    }

    private SinkAnswer SinkAnswerOf(Refusal refusal) => committed.Intent is { } intent && refusal == Refusal.None
        ? new SinkAnswer(
            [
                .. cases.Sinks.Of(intent.Merchant)
                    .SelectMany(sink => intent.ViewsOf(sink, notice => TroubleOf(sink, notice))),
            ],
            committed.Revision)
        : new SinkAnswer([], committed.Revision, committed.Intent is null ? Refusal.NotFound : refusal);

    private string TroubleOf(ICaseSink sink, CaseNotice notice) =>
        (effects.GetValueOrDefault(new Lane(WorkKind.DeliverCase, sink.Name)) as CaseDelivery)
            ?.TroubleOf(notice.About) ?? "";
}
