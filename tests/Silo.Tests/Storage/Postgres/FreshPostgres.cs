using CryptoPay.Hosting.Storage;
using CryptoPay.Silo.Storage.Postgres;
using CryptoPay.Silo.Tests.Storage.Sql;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoPay.Silo.Tests.Storage.Postgres;

internal sealed class FreshPostgres(StorageOptions storage)
    : FreshDatabase(new PostgresDatabase(
        PostgresConnections.Open(storage), NullLogger<PostgresDatabase>.Instance), storage);
