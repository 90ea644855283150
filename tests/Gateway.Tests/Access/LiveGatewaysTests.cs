using CryptoPay.Gateway.Access;
using CryptoPay.Postgres;
using CryptoPay.Silo.Storage.Postgres;
using CryptoPay.Silo.Storage.Sql;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CryptoPay.Gateway.Tests.Access;

public sealed class LiveGatewaysTests(SharedPostgres shared)
{
    [Fact]
    public async Task Those_that_are_up_share_a_limit_and_one_that_is_silent_or_stops_counts_no_more()
    {
        await using var source = NpgsqlDataSource.Create(await shared.NewDatabase());
        using var gateway = new LiveGateways(
            new ServiceCollection().AddSingleton(source).BuildServiceProvider(), TimeProvider.System);
        // No silo has made the table yet.
        await gateway.Look(Requests.Cancellation);
        Assert.Equal((1, 50), (gateway.Count, gateway.ShareOf(50)));

        new DatabaseSchema(
            new PostgresDatabase(source, NullLogger<PostgresDatabase>.Instance), NullLogger<DatabaseSchema>.Instance)
            .Apply();
        await Run("INSERT INTO gateway VALUES ('one', now()), ('two', now()), ('silent', now() - interval '16 s')");
        await gateway.Look(Requests.Cancellation);
        Assert.Equal((3, 17, 1), (gateway.Count, gateway.ShareOf(50), gateway.ShareOf(1)));

        await Run("DELETE FROM gateway WHERE id IN ('one', 'two')");
        await gateway.Look(Requests.Cancellation);
        Assert.Equal(1, gateway.Count);

        await gateway.StopAsync(Requests.Cancellation);
        Assert.Equal(0L, await Run("SELECT count(*) FROM gateway"));

        async Task<object?> Run(string sql)
        {
            await using var command = source.CreateCommand(sql);
            return await command.ExecuteScalarAsync(Requests.Cancellation);
        }
    }

    [Fact]
    public void One_that_has_its_database_for_itself_has_all_of_it()
    {
        using var gateway = new LiveGateways(new ServiceCollection().BuildServiceProvider(), TimeProvider.System);

        Assert.Equal(50, gateway.ShareOf(50));
    }
}
