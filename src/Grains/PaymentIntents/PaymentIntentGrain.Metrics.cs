using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>What is counted of a write.</summary>
internal sealed partial class PaymentIntentGrain
{
    private ImmutableHashSet<WorkKind> countedOwed = [];

    private void CountChange(PaymentIntent? before, string seenBy, ImmutableArray<OwedWork> owed)
    {
        var now = committed.Intent!;
        context.Metrics.Changed(before, now, seenBy);
        if (before?.Status != now.Status) context.Webhooks.Saw(now.Account, seenBy);
        CountOwed(owed);
    }

    private void CountOwed(ImmutableArray<OwedWork> owed) =>
        countedOwed = context.Metrics.Owe(countedOwed, owed.Select(work => work.Lane.Kind));
}
