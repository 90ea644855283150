using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CryptoPay.Silo.Storage.Sqlite;

/// <summary>Healthy when the database answers a read. A failed read throws, which counts as unhealthy.</summary>
public sealed class SqliteHealthCheck(SqliteDataSource source) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        using var connection = source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT max(number) FROM schema_version";
        command.ExecuteScalar();
        return Task.FromResult(HealthCheckResult.Healthy());
    }
}
