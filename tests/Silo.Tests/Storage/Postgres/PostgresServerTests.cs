using CryptoPay.Postgres;
using Npgsql;

namespace CryptoPay.Silo.Tests.Storage.Postgres;

/// <summary>The server that tests of PostgreSQL stand on does what they ask of it.</summary>
public sealed class PostgresServerTests(SharedPostgres shared)
{
    [Fact]
    public async Task A_new_database_is_written_and_read_and_no_other_has_what_was_written()
    {
        var (one, other) = (await shared.NewDatabase(), await shared.NewDatabase());

        await Run(one, "CREATE TABLE notes (text text); INSERT INTO notes VALUES ('kept')");

        Assert.Equal("kept", await Run(one, "SELECT text FROM notes"));
        Assert.Equal(DBNull.Value, await Run(other, "SELECT to_regclass('notes')::text"));
    }

    [Fact]
    public async Task What_was_committed_survives_a_killed_server_and_what_was_not_is_gone()
    {
        await using var server = await PostgresServer.Start();
        var database = await server.NewDatabase();
        await Run(database, "CREATE TABLE notes (text text); INSERT INTO notes VALUES ('committed')");
        await using var open = new NpgsqlConnection(database);
        await open.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = await open.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var insert = new NpgsqlCommand("INSERT INTO notes VALUES ('not committed')", open);
        await insert.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        await server.Kill();
        await server.StartAgain();
        Assert.Equal("committed", await Run(database, "SELECT string_agg(text, ',') FROM notes"));
        Assert.Equal("on", await Run(database, "SHOW fsync"));
    }

    [Fact]
    public async Task A_stopped_server_starts_again_with_its_data_and_settings()
    {
        await using var server = await PostgresServer.Start("max_connections=12");
        var database = await server.NewDatabase();
        await Run(database, "CREATE TABLE notes (text text); INSERT INTO notes VALUES ('kept')");

        await server.Stop();

        await Assert.ThrowsAsync<NpgsqlException>(() => Run(database, "SELECT 1"));
        await server.StartAgain();
        Assert.Equal("kept", await Run(database, "SELECT text FROM notes"));
        Assert.Equal("12", await Run(database, "SHOW max_connections"));
    }

    [Fact]
    public async Task A_frozen_server_answers_nobody_until_it_is_thawed()
    {
        await using var server = await PostgresServer.Start();
        var database = await server.NewDatabase();
        await server.Freeze();

        // Its connections are taken by the system, and nothing more happens.
        var late = await Assert.ThrowsAsync<NpgsqlException>(() => Run($"{database};Timeout=1", "SELECT 1"));
        Assert.IsType<TimeoutException>(late.InnerException);

        await server.Thaw();
        Assert.Equal(1, await Run(database, "SELECT 1"));
    }

    [Fact]
    public async Task A_server_that_does_not_start_says_why()
    {
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            () => PostgresServer.Start("max_connections=none"));

        Assert.Contains("invalid value for parameter \"max_connections\"", refused.Message);
    }

    private static async Task<object?> Run(string database, string sql)
    {
        await using var connection = new NpgsqlConnection($"{database};Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
