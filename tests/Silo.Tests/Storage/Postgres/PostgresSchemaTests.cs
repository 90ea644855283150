using CryptoPay.Hosting.Storage;
using CryptoPay.Postgres;
using CryptoPay.Silo.Storage.Postgres;
using CryptoPay.Silo.Tests.Storage.Sql;

namespace CryptoPay.Silo.Tests.Storage.Postgres;

public sealed class PostgresSchemaTests : IAsyncDisposable
{
    private readonly StorageOptions storage;
    private readonly FreshPostgres fresh;

    public PostgresSchemaTests(SharedPostgres shared)
    {
        storage = shared.NewStorage();
        fresh = new(storage);
    }

    private static IEnumerable<object> Steps => typeof(PostgresDatabase).Assembly.GetManifestResourceNames()
        .Where(name => name.Contains(".Postgres.Schema."))
        .Select(name => (object)int.Parse(name.Split(".Schema.")[1][..4])).Order();

    [Fact]
    public async Task Of_processes_that_start_together_on_a_new_database_one_applies_it_and_all_succeed()
    {
        var children = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(_ => ChildProcess.Start(ChildProcess.ApplySchema, storage)));
        foreach (var child in children)
            child.Go();

        foreach (var child in children)
        {
            using (child)
                Assert.Equal(0, await child.Exit());
        }

        Assert.Equal(Steps, await fresh.Database.Column("SELECT number FROM schema_version ORDER BY number"));
    }

    [Fact]
    public async Task Applying_it_again_changes_no_table()
    {
        fresh.Apply();
        var before = await Columns();

        fresh.Apply();

        Assert.Equal(before, await Columns());
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_and_left_alone()
    {
        fresh.Apply();
        fresh.Database.Scalar("INSERT INTO schema_version VALUES (9000, '9000-of-tomorrow')");
        fresh.Database.Scalar("UPDATE OrleansQuery SET QueryText = 'of tomorrow'");

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => DatabaseSilo.Start(storage));

        Assert.Contains(
            $"it has schema 9000, this one knows {Steps.Last()}", refusal.ToString(), StringComparison.Ordinal);
        Assert.Equal("of tomorrow", fresh.Database.Scalar("SELECT DISTINCT QueryText FROM OrleansQuery"));
    }

    public ValueTask DisposeAsync() => fresh.DisposeAsync();

    /// <summary>With their numbers: a table that is made anew has others.</summary>
    private Task<List<object>> Columns() => fresh.Database.Column(
        """
        SELECT format('%s %s %s', attrelid::bigint, attrelid::regclass, attname) FROM pg_attribute
         WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace) ORDER BY 1
        """);
}
