using System.Diagnostics;
using CryptoPay.Grains.Effects;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Grains.Traces;
using CryptoPay.Payments.PaymentIntents;
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

    private static readonly TimeSpan TimerMax = TimeSpan.FromDays(1);

    private readonly CancellationTokenSource leaving = new();
    private readonly List<Command> pending = [];
    private readonly Queue<(Command Command, TaskCompletionSource<Refusal> Refusal)> asked = [];
    private Task reminding = Task.CompletedTask;
    private IGrainTimer? timer;

    private void Kick()
    {
        if (leaving.IsCancellationRequested || committed.Intent is not { } intent) return;
        foreach (var effect in EffectsOf(intent).ToList())
        {
            if (NextOf(effect) is not { } work) continue;
            if (effect.IsRunning)
            {
                // What waits for its place by the schedule may be asked for now.
                if (work.IsAskedFor) effect.Place?.Hurry();
                continue;
            }

            effect.IsRunning = true;
            _ = Guard(() => Pump(effect));
        }

        PlanWakes();
    }

    /// <summary>
    /// One loop a lane: a processor that is slow to be read must not hold up an invoice at another.
    /// </summary>
    private async Task Pump(Effect effect)
    {
        await Task.Yield();
        while (!leaving.IsCancellationRequested && NextOf(effect) is { } work)
        {
            await RunNext(effect, work.IsAskedFor);
            if (pending.Count > 0) await this.AsReference<IPaymentIntentGrain>().ApplyPending();
        }

        effect.IsRunning = false;
        PlanWakes();
        var told = laneEnded;
        laneEnded = NewNews();
        told.TrySetResult();
    }

    private async Task RunNext(Effect effect, bool isAskedFor)
    {
        using var place = effect.Place = context.PlacesOf(effect.Lane, committed.Intent!.Merchant).Ask(isAskedFor);
        await place.Granted.WaitAsync(leaving.Token);
        // While it waited, what it was to do may have come to nothing.
        if (NextOf(effect) is not { } work) return;
        if (!work.IsAskedFor && effect is InvoiceReading && effect.Memory.LastReadAt is not null)
            context.Metrics.ReadLate(effect.Lane.At, context.Now - work.DueAt);
        DelayDeactivation(PumpMax);
        using var span = OrderTraces.Begin(effect.Lane, committed.Intent!, committed.Trace);
        pending.AddRange(await effect.Run(committed.Intent!, work.Id, leaving.Token));
        if (effect.FailureCount > 0) span?.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>Sees to it that somebody wakes us for what is due later.</summary>
    private void PlanWakes()
    {
        if (leaving.IsCancellationRequested) return;
        if (committed.Intent is not { } intent) return;
        if (reminding.IsCompleted && !effects.Values.Any(effect => effect.IsRunning))
            reminding = Guard(SeeToReminders);
        SetTimer(intent);
    }

    private async Task Guard(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // What was under way is owed still: it is in the written state.
        }
        catch (InconsistentStateException)
        {
            // Another activation owns the order. If an invoice was made here, only that one can tell whether it is a
            // stray; it is asked to look rather than made unpayable here, where the other may just have adopted it.
            Leave();
            this.AsReference<IPaymentIntentGrain>().Wake(WakeReason.Unrecorded).Ignore();
        }
        catch (Exception failure)
        {
            Log.EffectCrashed(logger, failure, this.GetPrimaryKeyString());
            Leave();
        }
    }

    private void SetTimer(PaymentIntent intent)
    {
        timer?.Dispose();
        timer = null;
        var dueAt = OwedBy(intent).Where(work => !EffectOf(work.Lane).IsRunning)
            .Min(work => (DateTimeOffset?)work.DueAt);
        if (dueAt is null) return;
        var wait = dueAt.Value - context.Now;
        // A timer takes no more than some weeks; looking once too often does nothing.
        if (wait > TimerMax) wait = TimerMax;
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
