using System.Collections.Immutable;
using System.Data.Common;
using CryptoPay.Grains.DataKeys;
using CryptoPay.Silo.Storage.Sql;

namespace CryptoPay.Silo.Storage.Erasing;

/// <summary>Table data_key. The same SQL on both databases.</summary>
internal sealed class DataKeyStore(Database database) : IDataKeyStore
{
    internal const string Table = "data_key";

    /// <summary>Times are Unix milliseconds. A destroyed key leaves its row, without the key.</summary>
    internal const string Schema = """
        CREATE TABLE IF NOT EXISTS data_key(
            key_id       TEXT   NOT NULL PRIMARY KEY,
            wrapped      TEXT   NOT NULL,
            owner        TEXT   NOT NULL,
            order_key    TEXT   NOT NULL,
            created_at   BIGINT NOT NULL,
            closed_at    BIGINT,
            destroyed_at BIGINT
        );
        CREATE INDEX IF NOT EXISTS data_key_owner ON data_key(owner, created_at) WHERE owner <> '';
        CREATE INDEX IF NOT EXISTS data_key_closed ON data_key(created_at)
            WHERE closed_at IS NOT NULL AND destroyed_at IS NULL
        """;

    private const string Columns = "key_id, wrapped, owner, order_key, created_at, closed_at, destroyed_at";

    public Task Add(StoredDataKey key, CancellationToken cancellation) => Change(
        """
        INSERT INTO data_key(key_id, wrapped, owner, order_key, created_at)
        VALUES (@id, @wrapped, @owner, @order, @at)
        ON CONFLICT DO NOTHING RETURNING key_id
        """,
        cancellation, ("@id", key.KeyId), ("@wrapped", key.Wrapped), ("@owner", key.Owner),
        ("@order", key.Order), ("@at", key.CreatedAt.ToUnixTimeMilliseconds()));

    public async Task<StoredDataKey?> Find(string keyId, CancellationToken cancellation) =>
        (await Read("WHERE key_id = @id", cancellation, ("@id", keyId))).FirstOrDefault();

    public Task<ImmutableArray<StoredDataKey>> OfOwner(string owner, CancellationToken cancellation) =>
        Read("WHERE owner = @owner AND owner <> '' ORDER BY created_at, key_id", cancellation, ("@owner", owner));

    public Task Close(string keyId, DateTimeOffset at, CancellationToken cancellation) => Change(
        "UPDATE data_key SET closed_at = coalesce(closed_at, @at) WHERE key_id = @id RETURNING key_id",
        cancellation, ("@id", keyId), ("@at", at.ToUnixTimeMilliseconds()));

    public Task<ImmutableArray<StoredDataKey>> Closed(CancellationToken cancellation) =>
        Read("WHERE closed_at IS NOT NULL AND destroyed_at IS NULL ORDER BY created_at", cancellation);

    public Task Destroy(string keyId, DateTimeOffset at, CancellationToken cancellation) => Change(
        """
        INSERT INTO data_key(key_id, wrapped, owner, order_key, created_at, closed_at, destroyed_at)
        VALUES (@id, '', '', '', @at, @at, @at)
        ON CONFLICT(key_id) DO UPDATE SET wrapped = '', closed_at = coalesce(data_key.closed_at, @at),
            destroyed_at = coalesce(data_key.destroyed_at, @at)
        RETURNING key_id
        """,
        cancellation, ("@id", keyId), ("@at", at.ToUnixTimeMilliseconds()));

    public Task Purge(CancellationToken cancellation) => database.Purge(Table, cancellation);

    public async Task<ImmutableHashSet<string>> Destroyed(CancellationToken cancellation) =>
        [.. await database.Query(
            "SELECT key_id FROM data_key WHERE destroyed_at IS NOT NULL", row => row.GetString(0), cancellation)];

    private Task<ImmutableArray<StoredDataKey>> Read(
        string where, CancellationToken cancellation, params (string Name, object? Value)[] parameters) =>
        database.Query($"SELECT {Columns} FROM data_key {where}", Key, cancellation, parameters);

    private Task Change(
        string sql, CancellationToken cancellation, params (string Name, object? Value)[] parameters) =>
        database.Query(sql, row => row.GetString(0), cancellation, parameters);

    private static StoredDataKey Key(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(4)), Time(row, 5), Time(row, 6));

    private static DateTimeOffset? Time(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
