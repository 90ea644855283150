using CryptoPay.Silo.Storage.Sql;

namespace CryptoPay.Silo.Tests.Storage.Sql;

internal static class Sql
{
    /// <summary>The first column of the first row, past SQLite's line of writers.</summary>
    public static object? Scalar(this Database database, string sql)
    {
        using var connection = database.Source.OpenConnection();
        using var command = Database.Command(connection, sql);
        // What fills a table is not in a hurry: a busy machine needs longer than a payment may wait.
        command.CommandTimeout = 0;
        return command.ExecuteScalar();
    }

    /// <summary>The first column of each row, in the way in which Orleans asks.</summary>
    public static async Task<List<object>> Column(this Database database, string sql) =>
        [.. await database.Query(sql, row => row.GetValue(0), TestContext.Current.CancellationToken)];
}
