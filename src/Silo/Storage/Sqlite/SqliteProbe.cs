using CryptoPay.Silo.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace CryptoPay.Silo.Storage.Sqlite;

/// <summary>Writes the one row of table health, and looks for it in the file that has the name now.</summary>
internal sealed class SqliteProbe(Database database) : IStorageProbe
{
    public async Task<string> Write(string witness, CancellationToken cancellation)
    {
        var (writes, kept) = await HealthRow.Write(database, witness, cancellation);
        // Open handles go on writing into a file that was deleted or replaced, and nobody finds it again.
        return await WritesInFile(cancellation) >= writes
            ? kept
            : throw new InvalidOperationException("The database's file was replaced while it was in use.");
    }

    private async Task<long> WritesInFile(CancellationToken cancellation)
    {
        // ReadWrite: never makes the file.
        var anew = new SqliteConnectionStringBuilder(database.Source.ConnectionString)
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
