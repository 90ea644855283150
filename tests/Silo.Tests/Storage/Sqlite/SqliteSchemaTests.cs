using CryptoPay.Silo.Storage.Sql;
using CryptoPay.Silo.Storage.Sqlite;
using CryptoPay.Silo.Tests.Storage.Sql;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoPay.Silo.Tests.Storage.Sqlite;

public sealed class SqliteSchemaTests : IAsyncDisposable
{
    private readonly SqliteFile file = new();

    [Fact]
    public async Task Processes_that_start_together_on_a_new_file_all_succeed()
    {
        var children = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => ChildProcess.Start(ChildProcess.ApplySchema, file.Storage)));
        foreach (var child in children)
            child.Go();

        foreach (var child in children)
        {
            using (child)
                Assert.Equal(0, await child.Exit());
        }

        Assert.Equal(Steps, await Applied());
    }

    [Fact]
    public async Task Those_that_start_together_on_an_older_file_all_succeed()
    {
        for (var round = 0; round < 10; round++)
        {
            file.Apply();
            file.Database.Scalar(
                """
                DROP INDEX grain_state_watched;
                ALTER TABLE grain_state DROP COLUMN account;
                ALTER TABLE grain_state ADD COLUMN processor TEXT
                    GENERATED ALWAYS AS (payload ->> '$.intent.processor') VIRTUAL;
                CREATE INDEX grain_state_watched ON grain_state(service_id, processor, grain_key);
                DROP INDEX grain_state_action;
                DROP INDEX grain_state_created_all;
                DROP INDEX grain_state_status_all;
                DROP INDEX grain_state_action_all;
                ALTER TABLE grain_state DROP COLUMN action_required;
                DROP INDEX grain_state_resume;
                ALTER TABLE grain_state DROP COLUMN resume_digest;
                DROP TABLE health;
                DROP TABLE api_key;
                DROP TABLE operator;
                DROP TABLE operator_session;
                DROP TABLE access_log;
                DELETE FROM schema_version WHERE number > 3
                """);
            using var start = new Barrier(4);

            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    file.Apply();
                },
                TestContext.Current.CancellationToken,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));

            Assert.Equal(Steps, await Applied());
        }
    }

    private static IEnumerable<object> Steps => typeof(SqliteDatabase).Assembly.GetManifestResourceNames()
        .Where(name => name.Contains(".Sqlite.Schema."))
        .Select(name => (object)long.Parse(name.Split(".Schema.")[1][..4])).Order();

    private Task<List<object>> Applied() => file.Database.Column("SELECT number FROM schema_version ORDER BY number");

    [Fact]
    public void Applying_it_again_changes_nothing()
    {
        file.Apply();
        var before = file.Database.Scalar("PRAGMA schema_version");
        using var watching = file.Database.Source.OpenConnection();
        using var changes = watching.CreateCommand();
        changes.CommandText = "PRAGMA data_version";
        var dataBefore = changes.ExecuteScalar();

        file.Apply();

        Assert.Equal(before, file.Database.Scalar("PRAGMA schema_version"));
        Assert.Equal(dataBefore, changes.ExecuteScalar());
    }

    [Fact]
    public void A_statement_of_this_version_replaces_the_one_before_it()
    {
        const string read = "SELECT QueryText FROM OrleansQuery WHERE QueryKey = 'ReadFromStorageKey'";
        file.Apply();
        var current = file.Database.Scalar(read);
        file.Database.Scalar("UPDATE OrleansQuery SET QueryText = 'SELECT 1'");

        file.Apply();

        Assert.Equal(current, file.Database.Scalar(read));
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_and_left_alone()
    {
        file.Apply();
        file.Database.Scalar("INSERT INTO schema_version VALUES (9000, '9000-of-tomorrow')");
        file.Database.Scalar("UPDATE OrleansQuery SET QueryText = 'of tomorrow'");

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => DatabaseSilo.Start(file.Storage));

        Assert.Contains(
            $"it has schema 9000, this one knows {Steps.Last()}", refusal.ToString(), StringComparison.Ordinal);
        Assert.Equal("of tomorrow", file.Database.Scalar("SELECT DISTINCT QueryText FROM OrleansQuery"));
    }

    [Fact]
    public void A_database_without_a_write_ahead_log_is_refused()
    {
        using var memory = new SqliteDataSource("Data Source=:memory:");

        var refusal = Assert.Throws<InvalidOperationException>(
            () => new DatabaseSchema(new SqliteDatabase(memory), NullLogger<DatabaseSchema>.Instance).Apply());

        Assert.Contains("write-ahead log", refusal.Message, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => file.DisposeAsync();
}
