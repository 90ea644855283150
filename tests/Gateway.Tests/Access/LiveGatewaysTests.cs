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
        Assert.Equal(1, gateway.Count);

        new DatabaseSchema(
            new PostgresDatabase(source, NullLogger<PostgresDatabase>.Instance), NullLogger<DatabaseSchema>.Instance)
            .Apply();
        await Run("INSERT INTO gateway VALUES ('one', now()), ('two', now()), ('silent', now() - interval '16 s')");
        await gateway.Look(Requests.Cancellation);
        Assert.Equal(3, gateway.Count);

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

    [Theory]
    [InlineData(50, 1, 50)]
    [InlineData(50, 3, 17)]
    [InlineData(1, 3, 1)]
    public void Each_has_its_part_rounded_up(int limit, int count, int part) =>
        Assert.Equal(part, LiveGateways.ShareOf(limit, count));
}
