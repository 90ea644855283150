using Microsoft.Data.Sqlite;

namespace CryptoPay.Silo.Storage.Sqlite;

/// <summary>Writes the one row of table health, and looks for it in the file that has the name now.</summary>
internal sealed class SqliteProbe(SqliteDataSource source) : IStorageProbe
{
    private const string WriteSql = """
        INSERT INTO health VALUES (1, 1, @witness) ON CONFLICT DO UPDATE SET writes = writes + 1
        RETURNING writes, witness
        """;

    public async Task<string> Write(string witness, CancellationToken cancellation)
    {
        var (writes, kept) = await WriteRow(witness, cancellation);
        // Open handles go on writing into a file that was deleted or replaced, and nobody finds it again.
        return await WritesInFile(cancellation) >= writes
            ? kept
            : throw new InvalidOperationException("The database's file was replaced while it was in use.");
    }

    private async Task<(long Writes, string Witness)> WriteRow(string witness, CancellationToken cancellation)
    {
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var command = (SqliteCommand)connection.CreateCommand();
        command.CommandText = WriteSql;
        command.Parameters.AddWithValue("@witness", witness);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return (reader.GetInt64(0), reader.GetString(1));
    }

    private async Task<long> WritesInFile(CancellationToken cancellation)
    {
        // ReadWrite: never makes the file.
        var anew = new SqliteConnectionStringBuilder(source.ConnectionString)
        {
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
        };
        await using var connection = new SqliteConnection(anew.ToString());
        await connection.OpenAsync(cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT writes FROM health";
        return (long)(await command.ExecuteScalarAsync(cancellation) ?? 0L);
    }
}
