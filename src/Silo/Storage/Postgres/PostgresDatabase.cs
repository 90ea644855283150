using System.Data.Common;
using CryptoPay.Grains.Cluster;
using CryptoPay.Silo.Storage.Sql;
using Npgsql;

namespace CryptoPay.Silo.Storage.Postgres;

/// <summary>A server for any number of silos.</summary>
public sealed partial class PostgresDatabase(NpgsqlDataSource source, ILogger<PostgresDatabase> logger) : Database
{
    /// <summary>Of the schema's advisory lock: "CryptoPa" in ASCII.</summary>
    private const long SchemaLock = 0x43727970746F5061;

    public override NpgsqlDataSource Source => source;

    public override string Invariant => "Npgsql";

    public override string PayloadBytes => "convert_to(payload::text, 'UTF8')";

    public override string Elements(string parameter) =>
        $"json_array_elements(CAST({parameter} AS json)) AS each(value)";

    public override string Properties(string parameter) => $"json_each_text(CAST({parameter} AS json)) AS each";

    /// <summary>A change and a delete of the row wait, and who waited for one of these finds no row as it was.</summary>
    public override string HeldAsRead => "FOR SHARE";

    /// <summary>
    /// Into a new file: without FULL what a row held stays in its page until another takes the room. Who asks for the
    /// table meanwhile waits, some tenths of a second for 100,000 rows.
    /// </summary>
    public override async Task Purge(string table, CancellationToken cancellation)
    {
        await using var vacuum = source.CreateCommand($"VACUUM FULL {table}");
        vacuum.CommandTimeout = 0;
        await vacuum.ExecuteNonQueryAsync(cancellation);
    }

    public override DbTransaction BeginSchemaChange()
    {
        var connection = source.OpenConnection();
        try
        {
            using var suits = Command(
                connection, "SELECT current_setting('server_encoding') = 'UTF8' AND lower('I') = 'i'");
            if (suits.ExecuteScalar() is false)
            {
                throw new InvalidOperationException("The database that Storage:ConnectionString names must have "
                    + "ENCODING 'UTF8' and a locale that makes i of I, as 'C.UTF-8' does: make another with these.");
            }

            var transaction = connection.BeginTransaction();
            using var take = Command(connection, $"SELECT pg_try_advisory_xact_lock({SchemaLock})");
            if (take.ExecuteScalar() is true) return transaction;

            Log.Waits(logger);
            using var wait = Command(connection, $"SELECT pg_advisory_xact_lock({SchemaLock})");
            wait.CommandTimeout = 0;
            wait.ExecuteNonQuery();
            return transaction;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public override void VerifyUsable()
    {
        using var copy = source.CreateCommand("SELECT 1 FROM database_copy WHERE finished_at IS NULL");
        if (copy.ExecuteScalar() is not null)
        {
            throw new InvalidOperationException("A copy into this database has not finished. Run CryptoPay.Silo copy "
                + "again until it says that all is equal, or use another database.");
        }

        // What silos have written since they all knew it, this one may not be able to read.
        using var look = source.CreateCommand("SELECT level FROM cluster_level");
        if (look.ExecuteScalar() is int level and > ClusterLevel.Newest)
        {
            throw new InvalidOperationException(
                $"A newer version wrote the database: it is at level {level}, this one knows {ClusterLevel.Newest}.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4006, LogLevel.Information,
            "Another process prepares the database. This one waits until it has ended.")]
        public static partial void Waits(ILogger logger);
    }
}
