using CryptoPay.Silo.Tests.Storage.Sql;

namespace CryptoPay.Silo.Tests.Storage.Sqlite;

/// <summary>On a file of its own.</summary>
public sealed class SqliteSilo : DatabaseSilo
{
    private readonly TemporaryFolder folder;

    public SqliteSilo() : this(new TemporaryFolder()) { }

    private SqliteSilo(TemporaryFolder folder) : base(folder.Storage) => this.folder = folder;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }
}
