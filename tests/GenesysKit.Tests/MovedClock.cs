namespace CryptoPay.GenesysKit.Tests;

/// <summary>Runs as time does, and is moved ahead. On one that stands still the gateway reads without end.</summary>
internal sealed class MovedClock : TimeProvider
{
    private long ticksAhead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref ticksAhead));

    public void Advance(TimeSpan span) => Interlocked.Add(ref ticksAhead, span.Ticks);
}
