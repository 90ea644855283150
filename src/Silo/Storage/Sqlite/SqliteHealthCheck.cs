using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CryptoPay.Silo.Storage.Sqlite;

/// <summary>Healthy when the database would take a write: where it can only be read, no payment can be made.</summary>
public sealed class SqliteHealthCheck(SqliteDataSource source) : IHealthCheck
{
    /// <summary>A caller's whole call gets hardly more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    public async Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        // Left behind when patience ends: SQLite waits for its lock on a thread, and cannot be called off.
        await Task.Run(() => TakeTurnAsWriter(patience.Token), cancellationToken).WaitAsync(patience.Token);
        return HealthCheckResult.Healthy();
    }

    private async Task TakeTurnAsWriter(CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE; ROLLBACK";
        await using var reader = await command.ExecuteReaderAsync(cancellation);
    }
}
