using CryptoPay.Grains.Effects;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>
/// Reads that somebody has reason to ask for, whatever a pause says and however long ago the watch ended.
/// </summary>
internal sealed partial class PaymentIntentGrain
{
    /// <summary>A lane has nothing more to do for now.</summary>
    private TaskCompletionSource laneEnded = NewNews();

    /// <summary>It interleaves, so that it holds up nobody while it waits.</summary>
    public async Task<PaymentIntentAnswer> ReadNow(string who, TimeSpan patience)
    {
        if (committed.Intent is not { } intent) return Answer();
        var endsAt = context.Now + patience;
        HurryReads(intent);
        await Ask(new Command.Wake(context.Now, readings.StartedAt) { Who = who });
        Kick();
        while (IsReading(committed.Intent) && endsAt - context.Now is var left && left > TimeSpan.Zero
            && !leaving.IsCancellationRequested)
        {
            await laneEnded.Task.WaitAsync(left, context.Time).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        return Answer();
    }

    private void HurryReads(PaymentIntent intent)
    {
        foreach (var effect in EffectsOf(intent).OfType<AccountEffect>()) effect.Hurry();
        foreach (var reading in readings.Of(intent)) reading.Hurry(isNews: true);
        foreach (var reading in RefundReadingsOf(intent))
        {
            reading.Hurry(isNews: true);
            reading.Wake();
        }
    }

    /// <summary>
    /// Something is at work, or the read that is due has not been tried yet. Of all that read: what one has read is not
    /// owed any more, and yet not written before it has ended.
    /// </summary>
    private bool IsReading(PaymentIntent intent) =>
        effects.Values.OfType<AccountEffect>().Any(effect => effect.IsRunning)
        || EffectsOf(intent).OfType<AccountEffect>().Any(effect => NextOf(effect) is not null)
        || (intent.ReadDueAt is { } dueAt
            && !readings.Of(intent).All(reading => reading.Finished?.StartedAt >= dueAt));
}
