using System.Data.Common;
using CryptoPay.Silo.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace CryptoPay.Silo.Storage.Sqlite;

/// <summary>One file, for one process and the commands beside it.</summary>
public sealed class SqliteDatabase(SqliteDataSource source) : Database
{
    public override SqliteDataSource Source => source;

    /// <summary>Of the names that Orleans knows, the one behind which it loads Microsoft.Data.Sqlite.</summary>
    public override string Invariant => "System.Data.SQLite";

    public override string PayloadBytes => "CAST(payload AS BLOB)";

    public override string Elements(string parameter) => $"json_each({parameter}) AS each";

    public override string Properties(string parameter) => $"json_each({parameter}) AS each";

    public override string By(string index) => $"INDEXED BY {index}";

    // In the file it is overwritten at once, by secure_delete; the log keeps it until it has come home.
    public override Task Purge(string table, CancellationToken cancellation) =>
        Query("PRAGMA wal_checkpoint(TRUNCATE)", row => row.GetInt64(0), cancellation);

    public override DbTransaction BeginSchemaChange()
    {
        var file = new SqliteConnectionStringBuilder(Source.ConnectionString).DataSource;
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
            Directory.CreateDirectory(folder);

        var connection = Source.OpenConnection();
        // Kept in the file, and cannot be changed inside a transaction.
        using var log = Command(connection, "PRAGMA journal_mode = WAL");
        if (log.ExecuteScalar() is "wal") return connection.BeginTransaction(); // IMMEDIATE: others wait here
        connection.Dispose();
        throw new InvalidOperationException(
            "The database cannot keep a write-ahead log. Use a file on a local disk.");
    }
}
