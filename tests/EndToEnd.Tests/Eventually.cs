namespace CryptoPay.EndToEnd.Tests;

/// <summary>Waits for what other processes are at.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(25);

    /// <summary>Ends only what hangs.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static async Task Holds(Func<Task<bool>> condition, Func<string> whatIs)
    {
        using var beat = new PeriodicTimer(Period);
        using var limit = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            if (limit.IsCancellationRequested)
                Assert.Fail($"Did not come about in {Patience.TotalMinutes} min: {whatIs()}");
            await beat.WaitForNextTickAsync();
        }
    }
}
