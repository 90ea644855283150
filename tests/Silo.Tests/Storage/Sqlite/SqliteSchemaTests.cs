using CryptoPay.Silo.Storage.Sql;
using CryptoPay.Silo.Storage.Sqlite;
using CryptoPay.Silo.Tests.Storage.Sql;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoPay.Silo.Tests.Storage.Sqlite;

public sealed class SqliteSchemaTests : SchemaTests
{
    protected override string MoneySeenSql => "SELECT sql FROM sqlite_master WHERE name = 'money_seen'";

    private readonly SqliteFile file;

    public SqliteSchemaTests() : this(new SqliteFile()) { }

    private SqliteSchemaTests(SqliteFile file) : base(file) => this.file = file;

    [Fact]
    public async Task Those_that_start_together_on_an_older_file_all_succeed()
    {
        for (var round = 0; round < 10; round++)
        {
            file.Apply();
            file.Database.Scalar(
                """
                DROP TRIGGER money_of_new;
                DROP TRIGGER money_of_changed;
                DROP VIEW money_seen;
                DROP TABLE money_event;
                DROP INDEX grain_state_settled;
                DROP INDEX grain_state_settled_all;
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
                DROP INDEX grain_state_data_key;
                DROP INDEX grain_state_kept;
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
    public void A_database_without_a_write_ahead_log_is_refused()
    {
        using var memory = new SqliteDataSource("Data Source=:memory:");

        var refusal = Assert.Throws<InvalidOperationException>(
            () => new DatabaseSchema(new SqliteDatabase(memory), NullLogger<DatabaseSchema>.Instance).Apply());

        Assert.Contains("write-ahead log", refusal.Message, StringComparison.Ordinal);
    }
}
