using CryptoPay.Postgres;
using CryptoPay.Silo.Tests.Storage.Sql;

namespace CryptoPay.Silo.Tests.Storage.Postgres;

public sealed class PostgresGrainStorageTests(PostgresSilo silo)
    : GrainStorageTests(silo), IClassFixture<PostgresSilo>;

public sealed class PostgresReminderTests(PostgresSilo silo)
    : ReminderTests(silo), IClassFixture<PostgresSilo>;

public sealed class PostgresIndexTests(PostgresSilo silo)
    : PaymentIntentIndexTests(silo), IClassFixture<PostgresSilo>;

public sealed class PostgresAccessLogTests(SharedPostgres shared)
    : AccessLogTests(new FreshPostgres(shared.NewStorage()));

public sealed class PostgresApiKeyStoreTests(SharedPostgres shared)
    : ApiKeyStoreTests(new FreshPostgres(shared.NewStorage()));

public sealed class PostgresDataKeyStoreTests(SharedPostgres shared)
    : DataKeyStoreTests(new FreshPostgres(shared.NewStorage()))
{
    protected override IEnumerable<string> FilesOf(FreshDatabase database)
    {
        database.Database.Scalar("CHECKPOINT");
        var path = (string)database.Database.Scalar(
            "SELECT current_setting('data_directory') || '/' || pg_relation_filepath('data_key')")!;
        return [TextIn(path)];
    }
}

public sealed class PostgresKillTests(SharedPostgres shared) : KillTests(shared.NewStorage());
