using CryptoPay.Silo.Storage.Sql;

namespace CryptoPay.Silo.Storage.Postgres;

internal sealed class PostgresProbe(Database database) : IStorageProbe
{
    public async Task<string> Write(string witness, CancellationToken cancellation) =>
        (await HealthRow.Write(database, witness, cancellation)).Witness;
}
