using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.PaymentIntents;
using Orleans.Runtime;
using Orleans.Storage;

namespace CryptoPay.Grains.PaymentIntents;

/// <summary>
/// Runs the effects outside of any turn, on the grain's own scheduler, and hands what they bring back to an ordinary
/// turn through a call to itself. A command that awaited the processor inside its turn would hold every reader.
/// </summary>
internal sealed partial class PaymentIntentGrain
{
    /// <summary>Longer than a processor call can take.</summary>
    private static readonly TimeSpan PumpMax = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource leaving = new();
    private readonly List<Command> pending = [];
    private Task pump = Task.CompletedTask;
    private IGrainTimer? timer;

    private void Kick()
    {
        if (pump.IsCompleted && !leaving.IsCancellationRequested) pump = Pump();
    }

    private async Task Pump()
    {
        await Task.Yield();
        try
        {
            while (!leaving.IsCancellationRequested && DueNow() is { } effect)
            {
                DelayDeactivation(PumpMax);
                pending.AddRange(await effect.Run(committed.Intent!, leaving.Token));
                if (pending.Count > 0) await this.AsReference<IPaymentIntentGrain>().ApplyPending();
            }

            if (!leaving.IsCancellationRequested) await SeeToReminders();
            if (!leaving.IsCancellationRequested) SetTimer();
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // What was under way is owed still: it is in the written state.
        }
        catch (InconsistentStateException)
        {
            // Another activation owns the order. If an invoice was made here, only that one can tell whether it is a
            // stray; it is asked to look rather than made unpayable here, where the other may just have adopted it.
            this.AsReference<IPaymentIntentGrain>().Wake(WakeReason.Unrecorded).Ignore();
        }
        catch (Exception failure)
        {
            Log.EffectCrashed(logger, failure, this.GetPrimaryKeyString());
            Leave();
        }
    }

    private Effect? DueNow()
    {
        var now = setting.Now;
        return committed.Intent is { } intent ? effects.FirstOrDefault(effect => effect.DueAt(intent) <= now) : null;
    }

    private void SetTimer()
    {
        timer?.Dispose();
        timer = null;
        if (committed.Intent is not { } intent || effects.Min(effect => effect.DueAt(intent)) is not { } dueAt) return;
        var wait = dueAt - setting.Now;
        timer = this.RegisterGrainTimer(
            () => { Kick(); return Task.CompletedTask; },
            new GrainTimerCreationOptions(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan)
            {
                Interleave = true,
                // Only the frequent beat holds the grain in memory; for the slow one the reminder wakes it.
                KeepAlive = wait <= Polling.ShortPeriod * 2,
            });
    }

    private void StopPump()
    {
        leaving.Cancel();
        timer?.Dispose();
    }
}
