using CryptoPay.Silo.Storage.Sql;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CryptoPay.Silo.Storage;

/// <summary>
/// Healthy when a payment could be written, and read by the next process: that is tried, and not guessed. At most once
/// in <see cref="PeriodMin"/>, as everybody may ask.
/// </summary>
internal sealed class StorageHealthCheck(IStorageProbe storage, KeyWitness keys, TimeProvider time) : IHealthCheck
{
    public static readonly TimeSpan PeriodMin = TimeSpan.FromSeconds(10);

    /// <summary>A caller's whole call gets hardly more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private readonly Lock asking = new();
    private Task lastTry = Task.CompletedTask;
    private long? triedAt;

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // Left behind when patience ends: SQLite waits for its lock on a thread, and cannot be called off.
        await TryOrLastTry().WaitAsync(Patience, time, cancellationToken);
        return HealthCheckResult.Healthy();
    }

    private Task TryOrLastTry()
    {
        lock (asking)
        {
            // One that still waits is not joined by a second.
            if (triedAt is { } at && (!lastTry.IsCompleted || time.GetElapsedTime(at) < PeriodMin)) return lastTry;
            triedAt = time.GetTimestamp();
            return lastTry = Task.Run(Try);
        }
    }

    private async Task Try() => keys.Verify(await storage.Write(keys.New(), CancellationToken.None));
}
