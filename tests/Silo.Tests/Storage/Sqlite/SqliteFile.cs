using CryptoPay.Silo.Storage.Sqlite;
using CryptoPay.Silo.Tests.Storage.Sql;

namespace CryptoPay.Silo.Tests.Storage.Sqlite;

internal sealed class SqliteFile : FreshDatabase
{
    private readonly TemporaryFolder folder;

    public SqliteFile() : this(new TemporaryFolder()) { }

    private SqliteFile(TemporaryFolder folder)
        : base(new SqliteDatabase(new SqliteDataSource(folder.Storage.ConnectionString)), folder.Storage) =>
        this.folder = folder;

    public string Path => folder.Database;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }
}
