namespace CryptoPay.Gateway.Tests.People;

/// <summary>Stands still until it is moved; what waits does so in real time.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private long ticks = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero).Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref ticks);

    public void Advance(TimeSpan span) => Interlocked.Add(ref ticks, span.Ticks);
}
