namespace CryptoPay.Sandbox.Orders;

/// <summary>Lets time pass for invoices that nobody reads.</summary>
internal sealed class InvoiceClock(
    IEnumerable<IInvoiceBook> books, IHostApplicationLifetime lifetime, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        // The options may need the addresses that the host listens on, so nothing reads them earlier.
        var started = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stop);

        using var timer = new PeriodicTimer(Period, time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            foreach (var book in books) book.Watch();
        }
    }
}
