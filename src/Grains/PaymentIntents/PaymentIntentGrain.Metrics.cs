using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>What is counted of a write.</summary>
internal sealed partial class PaymentIntentGrain
{
    private ImmutableHashSet<WorkKind> countedOwed = [];

    private void CountChange(PaymentIntent? before, string seenBy)
    {
        var now = committed.Intent!;
        context.Metrics.Changed(before, now, seenBy);
        if (before?.Status != now.Status) context.Webhooks.Saw(now.Account, seenBy);
        CountOwed();
    }

    private void CountOwed()
    {
        if (committed.Intent is { } intent)
            countedOwed = context.Metrics.Owe(countedOwed, OwedBy(intent).Select(work => work.Lane.Kind));
    }

    private void CountNothing() => countedOwed = context.Metrics.Owe(countedOwed, []);
}
