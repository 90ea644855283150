using CryptoPay.Postgres;
using CryptoPay.Silo.Tests.Storage.Sql;

namespace CryptoPay.Silo.Tests.Storage.Postgres;

public sealed class PostgresSchemaTests : SchemaTests
{
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

    /// <summary>With their numbers: a table that is made anew has others.</summary>
    private Task<List<object>> Columns() => Database.Column(
        """
        SELECT format('%s %s %s', attrelid::bigint, attrelid::regclass, attname) FROM pg_attribute
         WHERE attrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace) ORDER BY 1
        """);
}
