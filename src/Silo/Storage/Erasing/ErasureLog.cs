using System.Collections.Immutable;
using System.Data.Common;
using CryptoPay.Grains.DataKeys;
using CryptoPay.Silo.Storage.Sql;

namespace CryptoPay.Silo.Storage.Erasing;

/// <summary>Table erasure. The same SQL on both databases.</summary>
internal sealed class ErasureLog(Database database) : IErasureLog
{
    internal const string Table = "erasure";

    /// <summary>Times are Unix milliseconds. Rows are only added.</summary>
    internal const string Schema = """
        CREATE TABLE IF NOT EXISTS erasure(
            key_id    TEXT   NOT NULL,
            order_key TEXT   NOT NULL,
            at        BIGINT NOT NULL,
            owner     TEXT   NOT NULL,
            reason    TEXT   NOT NULL,
            who       TEXT   NOT NULL,
            PRIMARY KEY(key_id, order_key)
        );
        CREATE INDEX IF NOT EXISTS erasure_owner ON erasure(owner, at) WHERE owner <> ''
        """;

    private const string Columns = "at, key_id, order_key, owner, reason, who";

    public Task Add(ErasureEntry entry, CancellationToken cancellation) => database.Query(
        $"""
        INSERT INTO erasure({Columns}) VALUES (@at, @key, @order, @owner, @reason, @who)
        ON CONFLICT DO NOTHING RETURNING key_id
        """,
        row => row.GetString(0), cancellation,
        ("@at", entry.At.ToUnixTimeMilliseconds()), ("@key", entry.KeyId), ("@order", entry.Order),
        ("@owner", entry.Owner), ("@reason", entry.Reason), ("@who", entry.Who));

    public Task<ImmutableArray<ErasureEntry>> OfOwner(string owner, CancellationToken cancellation) => database.Query(
        $"SELECT {Columns} FROM erasure WHERE owner = @owner AND owner <> '' ORDER BY at, order_key", Entry,
        cancellation, ("@owner", owner));

    public Task<ImmutableArray<ErasureEntry>> Keys(CancellationToken cancellation) =>
        database.Query($"SELECT {Columns} FROM erasure WHERE order_key = ''", Entry, cancellation);

    private static ErasureEntry Entry(DbDataReader row) => new(
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(0)), row.GetString(1), row.GetString(2), row.GetString(3),
        row.GetString(4), row.GetString(5));
}
