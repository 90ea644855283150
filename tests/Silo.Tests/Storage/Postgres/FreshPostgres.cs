using CryptoPay.Hosting.Storage;
using CryptoPay.Silo.Storage.Postgres;
using CryptoPay.Silo.Tests.Storage.Sql;

namespace CryptoPay.Silo.Tests.Storage.Postgres;

internal sealed class FreshPostgres(StorageOptions storage)
    : FreshDatabase(new PostgresDatabase(PostgresConnections.Open(storage)), storage);
