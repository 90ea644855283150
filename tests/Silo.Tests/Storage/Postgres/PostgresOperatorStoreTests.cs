using CryptoPay.Grains.Access;
using CryptoPay.Grains.Interfaces.Access;
using CryptoPay.Postgres;
using CryptoPay.Silo.Storage.Sql;
using CryptoPay.Silo.Tests.Storage.Sql;

namespace CryptoPay.Silo.Tests.Storage.Postgres;

public sealed class PostgresOperatorStoreTests : OperatorStoreTests
{
    private readonly FreshPostgres fresh;

    public PostgresOperatorStoreTests(SharedPostgres shared) : this(new FreshPostgres(shared.NewStorage())) { }

    private PostgresOperatorStoreTests(FreshPostgres fresh) : base(fresh) => this.fresh = fresh;

    [Fact]
    public async Task A_session_that_begins_while_the_password_is_reset_does_not_outlive_the_old_one()
    {
        var store = new OperatorStore(fresh.Database);
        var (ann, now) = (new Operator("ann", ["ops:read"], "*"), DateTimeOffset.UnixEpoch);
        await store.Add(ann, new StoredSecrets("before", "secret"), now);
        await using var connection = fresh.Database.Source.OpenConnection();
        await using var reset = connection.BeginTransaction();
        await using var change = connection.CreateCommand();
        change.CommandText = "UPDATE operator SET password_hash = 'after' WHERE name = 'ann'; "
            + "DELETE FROM operator_session WHERE name = 'ann'";
        await change.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var started = Task.Run(() => store.StartSession("session", ann, "before", now, now.AddHours(1)));
        while (!started.IsCompleted && Waiting() is 0L) await Task.Yield();
        await reset.CommitAsync(TestContext.Current.CancellationToken);

        Assert.False(await started);
        Assert.Null(await store.FindSession("session", now));
    }

    private object? Waiting() => fresh.Database.Scalar(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
}
