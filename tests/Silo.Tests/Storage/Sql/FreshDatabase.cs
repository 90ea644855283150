using CryptoPay.Hosting.Storage;
using CryptoPay.Silo.Storage.Sql;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoPay.Silo.Tests.Storage.Sql;

/// <summary>A database for one test, with nothing in it, not even tables.</summary>
public abstract class FreshDatabase(Database database, StorageOptions storage) : IAsyncDisposable
{
    public Database Database => database;

    /// <summary>Where it is.</summary>
    public StorageOptions Storage => storage;

    /// <summary>Brings it up to this version.</summary>
    public void Apply() => new DatabaseSchema(database, NullLogger<DatabaseSchema>.Instance).Apply();

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await database.Source.DisposeAsync();
    }
}
