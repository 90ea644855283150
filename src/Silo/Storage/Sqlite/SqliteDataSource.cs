using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace CryptoPay.Silo.Storage.Sqlite;

/// <summary>
/// Connections to one SQLite file. SQLite takes one writer at a time, and Microsoft.Data.Sqlite lets the others sleep
/// 150 ms on a thread each: so the writers of this process wait in line here, asynchronously. Readers never wait.
/// </summary>
public sealed class SqliteDataSource(string connectionString) : DbDataSource
{
    private readonly SemaphoreSlim writers = new(1, 1);
    private volatile bool isDisposed;

    public override string ConnectionString => connectionString;

    protected override DbConnection CreateDbConnection() => new Connection(this);

    /// <summary>Not open yet: a writer in line holds no file handle. Its first command opens it.</summary>
    protected override ValueTask<DbConnection> OpenDbConnectionAsync(
        CancellationToken cancellationToken = default) =>
        new(CreateDbConnection());

    protected override void Dispose(bool disposing)
    {
        // What is under way somewhere still must not make files that nobody closes any more.
        isDisposed = true;
        // The last handle that closes brings the write-ahead log home into the file.
        using var pooled = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(pooled);
        base.Dispose(disposing);
    }

    private sealed class Connection(SqliteDataSource source) : SqliteConnection(source.ConnectionString)
    {
        private bool writes;

        public override void Open()
        {
            ObjectDisposedException.ThrowIf(source.isDisposed, source);
            base.Open();
            // A busy writer of another process is waited for. FULL: NORMAL may lose the last commits with the power.
            using var pragmas = CreateCommand();
            // And what is replaced is overwritten, as far as that costs no write more.
            pragmas.CommandText = "PRAGMA busy_timeout = 5000; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; "
                + "PRAGMA secure_delete = FAST;";
            pragmas.ExecuteNonQuery();
        }

        public override SqliteCommand CreateCommand() =>
            new Command(this) { Connection = this, CommandTimeout = DefaultTimeout, Transaction = Transaction };

        public async Task EnterWriters(CancellationToken cancellation)
        {
            if (writes)
                return;
            // Yields even when the line is empty, and its caller does not come back to the grain's scheduler: the write
            // then blocks a pool thread, and not the grain's readers.
            await source.writers.WaitAsync(cancellation).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            writes = true;
        }

        public override void Close()
        {
            base.Close();
            if (!writes)
                return;
            writes = false;
            source.writers.Release();
        }
    }

    private sealed class Command(Connection connection) : SqliteCommand
    {
        /// <summary>The one way in which Orleans executes, reads and writes alike.</summary>
        public override async Task<SqliteDataReader> ExecuteReaderAsync(
            CommandBehavior behavior, CancellationToken cancellationToken)
        {
            if (!CommandText.StartsWith("SELECT", StringComparison.OrdinalIgnoreCase))
                await connection.EnterWriters(cancellationToken).ConfigureAwait(false);
            if (connection.State == ConnectionState.Closed)
                connection.Open();
            return await base.ExecuteReaderAsync(behavior, cancellationToken);
        }
    }
}
