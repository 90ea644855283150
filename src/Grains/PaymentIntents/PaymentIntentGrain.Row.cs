using CryptoPay.Grains.Storage;
using CryptoPay.Grains.Traces;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>Writes the row, and tells whether it is ours.</summary>
internal sealed partial class PaymentIntentGrain
{
    private Task writing = Task.CompletedTask;

    private async Task Write(PaymentIntentDocument next)
    {
        var (before, moment) = (committed, ownership.Now);
        using var span = OrderTraces.BeginWrite(next.Intent!);
        storage.State = before.Intent is null ? next with { Trace = OrderTraces.Current } : next;
        try
        {
            await (writing = storage.WriteStateAsync());
        }
        catch (Exception failure)
        {
            // Whether it was written is unknown, or another activation has written: only storage can tell.
            Log.WriteFailed(logger, failure, this.GetPrimaryKeyString());
            Leave();
            throw;
        }

        // With the key that it was sealed with.
        committed = storage.State;
        ownership.Renew(moment);
        TellEffects(before.Intent, next.Intent!);
        Announce(before.Intent, next.Intent!);
        var told = news;
        news = NewNews();
        told.TrySetResult();
    }

    /// <summary>Beside what is in memory. A write that is under way tells by itself.</summary>
    private async Task<bool> IsRowOurs()
    {
        while (true)
        {
            await writing.ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            var before = committed.Revision;
            var row = new GrainState<PaymentIntentDocument>();
            await rows.ReadStateAsync(PaymentIntentDocument.StateName, this.GetGrainId(), row);
            if (row.State?.Revision == before) return true;
            if (committed.Revision == before && writing.IsCompleted) return false;
        }
    }
}
