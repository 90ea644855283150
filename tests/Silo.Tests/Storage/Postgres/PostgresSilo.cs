using CryptoPay.Postgres;
using CryptoPay.Silo.Tests.Storage.Sql;

namespace CryptoPay.Silo.Tests.Storage.Postgres;

/// <summary>On a database of its own.</summary>
public sealed class PostgresSilo(SharedPostgres shared) : DatabaseSilo(shared.NewStorage());
