using CryptoPay.Silo.Storage.Sql;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoPay.Silo.Tests.Storage.Sql;

/// <summary>A database for one test, brought up to date and with nothing in it.</summary>
public abstract class FreshDatabase(Database database) : IAsyncDisposable
{
    public Database Database => database;

    /// <summary>This version's schema, once more.</summary>
    public void Apply() => new DatabaseSchema(database, NullLogger<DatabaseSchema>.Instance).Apply();

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await database.Source.DisposeAsync();
    }
}
