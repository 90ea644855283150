namespace CryptoPay.Sandbox.Faults;

/// <summary>The faults that are on. A restart clears them, and a call's first that covers it spoils it.</summary>
internal sealed class FaultSwitch(TimeProvider time, IHostApplicationLifetime lifetime)
{
    private readonly Lock gate = new();
    private readonly List<(Fault Fault, int UsesLeft)> faults = [];

    /// <summary>The oldest first.</summary>
    public IReadOnlyList<Fault> All
    {
        get
        {
            lock (gate)
            {
                return [.. faults.Select(known => known.Fault)];
            }
        }
    }

    /// <summary>The oldest; none where there is none.</summary>
    public Fault Current => All is [var oldest, ..] ? oldest : Fault.None;

    public void Clear()
    {
        lock (gate)
        {
            faults.Clear();
        }
    }

    public void Add(Fault fault)
    {
        lock (gate)
        {
            faults.Add((fault, fault.Times));
        }
    }

    /// <summary>How the next webhook of the order goes out.</summary>
    public string TakeForWebhook(string orderId) =>
        Take(fault => fault.Webhooks != "normal" && fault.IsFor(orderId)).Webhooks;

    /// <summary>Whether a search misses an invoice of that order and age.</summary>
    public bool HidesFromSearch(string orderId, TimeSpan age) =>
        All.Any(fault => fault.IsFor(orderId) && age < TimeSpan.FromMilliseconds(fault.SearchLagMs));

    /// <summary>Does the work of one call, spoiled as the fault says.</summary>
    /// <param name="refusal">The dialect's own answer to 400 (a fault that passes by itself), 403 and 404.</param>
    public async Task<IResult> Run(
        HttpContext http, string operation, IReadOnlyCollection<string> orderIds,
        Func<int, IResult?> refusal, Func<IResult> work)
    {
        var fault = Take(fault => fault.SpoilsCalls && fault.Covers(operation)
            && (fault.OrderId == "" || orderIds.Contains(fault.OrderId)));
        var stop = lifetime.ApplicationStopping;
        try
        {
            await Wait(fault.SlowBeforeMs, http.RequestAborted);
            if (FaultAnswers.InPlaceOfWork(fault.Fail, http, refusal) is { } answer)
            {
                if (fault.RetryAfterSeconds > 0) http.Response.Headers.RetryAfter = $"{fault.RetryAfterSeconds}";
                if (fault.DoneAfterMs == 0) return answer;
                await FaultAnswers.SendNow(answer, http);
                await Wait(fault.DoneAfterMs, stop);
                work();
                return Results.Empty;
            }
            // Not until the caller leaves: the work is done without one too.
            await Wait(fault.DoneAfterMs, stop);
            var result = work();
            await Wait(fault.SlowAfterMs, http.RequestAborted);
            return FaultAnswers.AfterWork(fault.Fail, http, result);
        }
        catch (OperationCanceledException)
            when (http.RequestAborted.IsCancellationRequested || stop.IsCancellationRequested)
        {
            return Results.Empty;
        }
    }

    private Task Wait(int milliseconds, CancellationToken end) =>
        milliseconds == 0 ? Task.CompletedTask : Task.Delay(TimeSpan.FromMilliseconds(milliseconds), time, end);

    private Fault Take(Func<Fault, bool> applies)
    {
        lock (gate)
        {
            var index = faults.FindIndex(known => applies(known.Fault));
            if (index < 0) return Fault.None;
            var (taken, usesLeft) = faults[index];
            if (usesLeft == 1)
            {
                faults.RemoveAt(index);
            }
            else if (usesLeft > 1)
            {
                faults[index] = (taken, usesLeft - 1);
            }
            return taken;
        }
    }
}
