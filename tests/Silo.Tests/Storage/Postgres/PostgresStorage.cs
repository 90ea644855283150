using CryptoPay.Hosting.Storage;
using CryptoPay.Postgres;

namespace CryptoPay.Silo.Tests.Storage.Postgres;

internal static class PostgresStorage
{
    /// <summary>
    /// In a database of its own, which nobody used yet. It blocks, so that fixtures and tests can be made with it.
    /// </summary>
    public static StorageOptions NewStorage(this SharedPostgres shared) => new()
    {
        Provider = StorageOptions.Postgres,
        ConnectionString = shared.NewDatabase().GetAwaiter().GetResult(),
    };
}
