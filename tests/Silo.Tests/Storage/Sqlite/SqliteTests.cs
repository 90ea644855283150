using CryptoPay.Silo.Storage.Sqlite;
using CryptoPay.Silo.Tests.Storage.Sql;

namespace CryptoPay.Silo.Tests.Storage.Sqlite;

public sealed class SqliteGrainStorageTests(SqliteSilo silo) : GrainStorageTests(silo), IClassFixture<SqliteSilo>;

public sealed class SqliteReminderTests(SqliteSilo silo) : ReminderTests(silo), IClassFixture<SqliteSilo>;

public sealed class SqliteIndexTests(SqliteSilo silo) : PaymentIntentIndexTests(silo), IClassFixture<SqliteSilo>;

public sealed class SqliteAccessLogTests() : AccessLogTests(new SqliteFile());

public sealed class SqliteApiKeyStoreTests() : ApiKeyStoreTests(new SqliteFile());

public sealed class SqliteOperatorStoreTests() : OperatorStoreTests(new SqliteFile());

public sealed class SqliteDataKeyStoreTests() : DataKeyStoreTests(new SqliteFile())
{
    protected override IEnumerable<string> FilesOf(FreshDatabase database) =>
        Directory.GetFiles(Path.GetDirectoryName(database.Storage.DatabaseFile)!, "data-keys.db*").Select(TextIn);
}

public sealed class SqliteKillTests : KillTests, IDisposable
{
    private readonly TemporaryFolder folder;

    public SqliteKillTests() : this(new TemporaryFolder()) { }

    private SqliteKillTests(TemporaryFolder folder) : base(folder.Storage) => this.folder = folder;

    public void Dispose() => folder.Dispose();
}
