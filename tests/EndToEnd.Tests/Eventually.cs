namespace CryptoPay.EndToEnd.Tests;

/// <summary>Waits for what other processes are at.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(5);

    public static async Task Holds(Func<Task<bool>> condition, TimeSpan limit, Func<string> whatIs)
    {
        using var beat = new PeriodicTimer(Period);
        var until = TimeProvider.System.GetTimestamp()
            + (long)(limit.TotalSeconds * TimeProvider.System.TimestampFrequency);
        while (!await condition())
        {
            if (TimeProvider.System.GetTimestamp() > until)
                Assert.Fail($"Did not come about in {limit.TotalSeconds} s: {whatIs()}");
            await beat.WaitForNextTickAsync();
        }
    }
}
