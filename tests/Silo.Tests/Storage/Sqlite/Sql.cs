using CryptoPay.Silo.Storage.Sqlite;

namespace CryptoPay.Silo.Tests.Storage.Sqlite;

internal static class Sql
{
    /// <summary>The first column of the first row, past the gate.</summary>
    public static object? Scalar(this SqliteDataSource source, string sql)
    {
        using var connection = source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>The first column of each row, in the way in which Orleans asks.</summary>
    public static async Task<List<object>> Column(this SqliteDataSource source, string sql)
    {
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var values = new List<object>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            values.Add(reader.GetValue(0));
        return values;
    }
}
