namespace CryptoPay.Silo.Storage.Sql;

/// <summary>The one row of table health.</summary>
internal static class HealthRow
{
    public static async Task<(long Writes, string Witness)> Write(
        Database database, string witness, CancellationToken cancellation) => (await database.Query(
        """
        INSERT INTO health VALUES (1, 1, @witness) ON CONFLICT(id) DO UPDATE SET writes = health.writes + 1
        RETURNING writes, witness
        """,
        row => (row.GetInt64(0), row.GetString(1)), cancellation, ("@witness", witness))).Single();
}
