using CryptoPay.Hosting.Storage;
using CryptoPay.Postgres;
using CryptoPay.Silo.Tests.Storage.Sql;
using Npgsql;

namespace CryptoPay.Silo.Tests.Storage.Postgres;

public sealed class PostgresSchemaTests : SchemaTests
{
    protected override string MoneySeenSql => "SELECT pg_get_viewdef('money_seen'::regclass)";

    private readonly FreshPostgres fresh;

    public PostgresSchemaTests(SharedPostgres shared) : this(new FreshPostgres(shared.NewStorage())) { }

    private PostgresSchemaTests(FreshPostgres fresh) : base(fresh) => this.fresh = fresh;

    [Fact]
    public async Task Applying_it_again_changes_no_table()
    {
        fresh.Apply();
        var before = await Columns();

        fresh.Apply();

        Assert.Equal(before, await Columns());
    }

    [Fact]
    public async Task A_database_that_does_not_keep_every_letter_as_it_is_is_refused()
    {
        Database.Scalar(
            "CREATE DATABASE other_letters TEMPLATE template0 ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C'");
        var storage = new StorageOptions
        {
            Provider = StorageOptions.Postgres,
            ConnectionString = new NpgsqlConnectionStringBuilder(fresh.Storage.ConnectionString)
            {
                Database = "other_letters",
            }.ConnectionString,
        };
        await using var other = new FreshPostgres(storage);

        var refusal = Assert.Throws<InvalidOperationException>(other.Apply);

        Assert.StartsWith("The database that Storage:ConnectionString names must have ENCODING 'UTF8'", refusal.Message);
    }

    /// <summary>With their numbers: a table that is made anew has others.</summary>
    private Task<List<object>> Columns() => Database.Column(
        """
        SELECT format('%s %s %s', attrelid::bigint, attrelid::regclass, attname) FROM pg_attribute
         WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace) ORDER BY 1
        """);
}
