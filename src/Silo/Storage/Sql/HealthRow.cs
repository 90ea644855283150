namespace CryptoPay.Silo.Storage.Sql;

/// <summary>The one row of table health.</summary>
internal static class HealthRow
{
    /// <summary>Null before the first write.</summary>
    public static string? WitnessIn(Database database)
    {
        using var connection = database.Source.OpenConnection();
        using var read = Database.Command(connection, "SELECT witness FROM health");
        return (string?)read.ExecuteScalar();
    }

    public static async Task<(long Writes, string Witness)> Write(
        Database database, string witness, CancellationToken cancellation) => (await database.Query(
        """
        INSERT INTO health VALUES (1, 1, @witness) ON CONFLICT(id) DO UPDATE SET writes = health.writes + 1
        RETURNING writes, witness
        """,
        row => (row.GetInt64(0), row.GetString(1)), cancellation, ("@witness", witness))).Single();
}
