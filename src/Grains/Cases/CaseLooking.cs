using System.Collections.Immutable;
using CryptoPay.Grains.Effects;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Grains.Cases;

/// <summary>Writes down what time alone has changed in the case. It calls nobody.</summary>
internal sealed class CaseLooking(Lane lane, EffectContext context) : Effect(lane, context)
{
    public override Task<ImmutableArray<Command>> Run(
        PaymentIntent intent, string id, CancellationToken cancellation) =>
        Task.FromResult<ImmutableArray<Command>>([new Command.LookAtCase(Now)]);
}
