namespace CryptoPay.Sandbox.Faults;

/// <summary>The fault that is on. A restart clears it.</summary>
internal sealed class FaultSwitch(TimeProvider time)
{
    private readonly Lock gate = new();
    private Fault current = Fault.None;
    private int usesLeft;

    public Fault Current
    {
        get
        {
            lock (gate)
            {
                return current;
            }
        }
    }

    public void Set(Fault fault)
    {
        lock (gate)
        {
            current = fault;
            usesLeft = fault.Times;
        }
    }

    /// <summary>How the next webhook of the order goes out.</summary>
    public string TakeForWebhook(string orderId) =>
        Take(fault => fault.Webhooks != "normal" && fault.IsFor(orderId)).Webhooks;

    /// <summary>Whether a search misses an invoice of that order and age.</summary>
    public bool HidesFromSearch(string orderId, TimeSpan age) =>
        Current is var fault && fault.IsFor(orderId) && age < TimeSpan.FromMilliseconds(fault.SearchLagMs);

    /// <summary>Does the work of one call, spoiled as the fault says.</summary>
    /// <param name="passingFault">The dialect's answer to a fault that passes by itself.</param>
    public async Task<IResult> Run(
        HttpContext http, string operation, IReadOnlyCollection<string> orderIds,
        Func<IResult> passingFault, Func<IResult> work)
    {
        var fault = Take(fault =>
            fault.SpoilsCalls && (fault.On == "all" || fault.On == operation)
            && (fault.OrderId == "" || orderIds.Contains(fault.OrderId)));
        try
        {
            await Wait(fault.SlowBeforeMs, http.RequestAborted);
            switch (fault.Fail)
            {
                case "500": return Results.StatusCode(StatusCodes.Status500InternalServerError);
                case "400": return passingFault();
                case "reset-before": return Reset(http);
            }
            var result = work();
            await Wait(fault.SlowAfterMs, http.RequestAborted);
            return fault.Fail == "reset-after" ? Reset(http) : result;
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return Results.Empty;
        }
    }

    private Task Wait(int milliseconds, CancellationToken left) =>
        milliseconds == 0 ? Task.CompletedTask : Task.Delay(TimeSpan.FromMilliseconds(milliseconds), time, left);

    private static IResult Reset(HttpContext http)
    {
        // Kestrel closes an aborted connection with RST, not FIN.
        http.Abort();
        return Results.Empty;
    }

    private Fault Take(Func<Fault, bool> applies)
    {
        lock (gate)
        {
            var taken = current;
            if (!applies(taken))
            {
                return Fault.None;
            }
            if (usesLeft > 0 && --usesLeft == 0)
            {
                current = Fault.None;
            }
            return taken;
        }
    }
}
