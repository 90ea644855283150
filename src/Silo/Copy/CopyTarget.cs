using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using CryptoPay.Silo.Storage.Postgres;
using CryptoPay.Silo.Storage.Sql;
using Npgsql;

namespace CryptoPay.Silo.Copy;

/// <summary>The PostgreSQL database that is copied into.</summary>
/// <param name="beside">The tables that may stand in another one, and where.</param>
internal sealed class CopyTarget(PostgresDatabase database, IReadOnlyDictionary<string, PostgresDatabase> beside)
{
    private PostgresDatabase Of(string table) => beside.GetValueOrDefault(table, database);

    /// <summary>A table of the source as it stands here.</summary>
    /// <param name="key">The names of the columns that are its key.</param>
    public async Task<CopiedTable> Table(string name, ImmutableArray<string> key, CancellationToken cancellation)
    {
        var columns = await Of(name).Query(
            """
            SELECT column_name, data_type FROM information_schema.columns
             WHERE table_schema = current_schema() AND is_generated = 'NEVER' AND table_name = @name
             ORDER BY ordinal_position
            """,
            row => new CopiedColumn(row.GetString(0), CopiedColumn.TypeCalled(row.GetString(1))),
            cancellation, ("@name", name));
        return new(name, columns, [.. key.Select(part => columns.Single(column => column.Name == part))]);
    }

    /// <summary>
    /// Makes it the target of this source: with its keys, and nothing else in it. Where it is that already, it stays as
    /// it is.
    /// </summary>
    /// <param name="encrypted">The keys of the source as they are to stand here.</param>
    /// <returns>When the copy finished; null where it has not.</returns>
    /// <exception cref="InvalidOperationException">It holds something else.</exception>
    public async Task<DateTimeOffset?> Begin(
        string source, ImmutableArray<CopiedTable> tables, IEnumerable<RingKey> encrypted,
        CancellationToken cancellation)
    {
        await using var transaction = database.BeginSchemaChange();
        await using var connection = transaction.Connection!;
        if (await Scalar("SELECT source FROM database_copy") is string begun)
        {
            if (begun != source)
            {
                throw new InvalidOperationException("--to: it holds a copy of another database, or --from has changed "
                    + "since its copy began. Copy into a new, empty database, and keep the gateway stopped.");
            }

            return await Scalar("SELECT finished_at FROM database_copy") is long finished
                ? DateTimeOffset.FromUnixTimeMilliseconds(finished)
                : null;
        }

        // The schema makes it; the source brings its own.
        await Scalar("DELETE FROM operator WHERE name = ''");
        foreach (var table in tables.Select(table => table.Name).Append("key_ring").Append("silo"))
        {
            var isEmpty = Of(table) == database
                ? await Scalar($"SELECT 1 FROM {table} LIMIT 1") is null
                : await Count(table, cancellation) == 0;
            if (isEmpty) continue;
            throw new InvalidOperationException(
                $"--to: it is in use: table {table} is not empty. Copy into a new, empty database.");
        }

        await Scalar("INSERT INTO database_copy(source) VALUES (@source)", ("@source", source));
        foreach (var key in encrypted)
        {
            await Scalar("INSERT INTO key_ring(id, xml) VALUES (@id, @xml)",
                ("@id", key.Id), ("@xml", key.Xml.ToString(SaveOptions.DisableFormatting)));
        }

        await transaction.CommitAsync(cancellation);
        return null;

        async Task<object?> Scalar(string sql, params (string Name, object? Value)[] parameters)
        {
            await using var command = Database.Command(connection, sql, parameters);
            command.Transaction = transaction;
            return await command.ExecuteScalarAsync(cancellation);
        }
    }

    public async Task<long> Count(string table, CancellationToken cancellation) =>
        (await Of(table).Query($"SELECT count(*) FROM {table}", row => row.GetInt64(0), cancellation)).Single();

    public async Task<ImmutableArray<RingKey>> Keys(CancellationToken cancellation) => await database.Query(
        "SELECT id, xml FROM key_ring", row => new RingKey(row.GetString(0), XElement.Parse(row.GetString(1))),
        cancellation);

    public async Task<string?> Witness(CancellationToken cancellation) =>
        (await database.Query("SELECT witness FROM health", row => row.GetString(0), cancellation)).SingleOrDefault();

    public async IAsyncEnumerable<object?[]> Rows(
        CopiedTable table, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var command = Of(table.Name).Source.CreateCommand(table.Sql("\"C\""));
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) yield return table.RowIn(reader);
    }

    /// <summary>All of them, or none.</summary>
    /// <exception cref="InvalidDataException">PostgreSQL does not take one; the message names it.</exception>
    public async Task Add(CopiedTable table, IReadOnlyList<object?[]> rows, CancellationToken cancellation)
    {
        try
        {
            await AddAtOnce(table, rows, cancellation);
        }
        catch (PostgresException refused) when (IsOfTheRow(refused))
        {
            if (rows is [var one])
            {
                throw new InvalidDataException(
                    $"{table.NameOf(one)}: PostgreSQL does not take this row: {refused.MessageText}.", refused);
            }

            // One after the other, up to the one that it is.
            foreach (var row in rows) await Add(table, [row], cancellation);
        }
    }

    /// <summary>From now on it is a database as any other.</summary>
    public Task Finish(DateTimeOffset now, CancellationToken cancellation) => database.Query(
        """
        WITH numbers AS (SELECT setval(pg_get_serial_sequence('access_log', 'number'), max(number)) FROM access_log)
        UPDATE database_copy SET finished_at = @now FROM numbers RETURNING finished_at
        """,
        row => row.GetInt64(0), cancellation, ("@now", now.ToUnixTimeMilliseconds()));

    private async Task AddAtOnce(CopiedTable table, IEnumerable<object?[]> rows, CancellationToken cancellation)
    {
        await using var connection = await Of(table.Name).Source.OpenConnectionAsync(cancellation);
        await using var import = await connection.BeginBinaryImportAsync(
            $"COPY {table.Name}({table.ColumnNames}) FROM STDIN (FORMAT BINARY)", cancellation);
        foreach (var row in rows)
        {
            await import.StartRowAsync(cancellation);
            foreach (var (value, column) in row.Zip(table.Columns))
            {
                if (value is null) await import.WriteNullAsync(cancellation);
                else await import.WriteAsync(value, column.Type, cancellation);
            }
        }

        await import.CompleteAsync(cancellation);
    }

    /// <summary>Data exceptions, and constraints.</summary>
    private static bool IsOfTheRow(PostgresException refused) =>
        refused.SqlState.StartsWith("22", StringComparison.Ordinal)
        || refused.SqlState.StartsWith("23", StringComparison.Ordinal);
}
