using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using CryptoPay.Grains.Access;
using CryptoPay.Grains.Interfaces.Access;

namespace CryptoPay.Silo.Storage.Sql;

/// <summary>Table api_key. Each method is one statement, so a gateway and a command may change it at once.</summary>
internal sealed class ApiKeyStore(Database database) : IApiKeyStore
{
    private const string Columns = "name, sha256, merchant, scopes, addresses, certificate_subject, created_at, "
        + "expires_at, previous_sha256, previous_ends_at, revoked_at, last_used_at";

    private const string IsOpen = "revoked_at IS NULL AND coalesce(expires_at > @now, TRUE)";

    public Task<ImmutableArray<StoredKey>> Open(DateTimeOffset now, CancellationToken cancellation) => database.Query(
        $"SELECT {Columns} FROM api_key WHERE {IsOpen}", Key, cancellation, ("@now", Milliseconds(now)));

    public Task<ImmutableArray<StoredKey>> All(CancellationToken cancellation) =>
        database.Query($"SELECT {Columns} FROM api_key ORDER BY lower(name)", Key, cancellation);

    public Task<bool> Add(StoredKey key, CancellationToken cancellation) => Changes(
        """
        INSERT INTO api_key(
            name, sha256, merchant, scopes, addresses, certificate_subject, created_at, expires_at)
        VALUES (@name, @sha256, @merchant, @scopes, @addresses, @subject, @created, @expires)
        ON CONFLICT DO NOTHING RETURNING name
        """,
        cancellation,
        ("@name", key.Name), ("@sha256", key.Sha256), ("@merchant", key.Merchant),
        ("@scopes", JsonSerializer.Serialize(key.Scopes)),
        ("@addresses", key.Addresses is { } addresses ? JsonSerializer.Serialize(addresses) : null),
        ("@subject", key.CertificateSubject), ("@created", Milliseconds(key.CreatedAt)),
        ("@expires", Milliseconds(key.ExpiresAt)));

    public Task<bool> Rotate(
        string name, string sha256, DateTimeOffset previousEndsAt, DateTimeOffset now,
        CancellationToken cancellation) => Changes(
        $"""
        UPDATE api_key SET previous_sha256 = sha256, sha256 = @sha256, previous_ends_at = @ends
         WHERE lower(name) = lower(@name) AND {IsOpen} RETURNING name
        """,
        cancellation,
        ("@name", name), ("@sha256", sha256), ("@ends", Milliseconds(previousEndsAt)), ("@now", Milliseconds(now)));

    public Task<bool> Revoke(string name, DateTimeOffset now, CancellationToken cancellation) => Changes(
        "UPDATE api_key SET revoked_at = @now WHERE lower(name) = lower(@name) AND revoked_at IS NULL RETURNING name",
        cancellation, ("@name", name), ("@now", Milliseconds(now)));

    public Task NoteUse(IReadOnlyDictionary<string, DateTimeOffset> uses, CancellationToken cancellation) => Changes(
        $"""
        UPDATE api_key SET last_used_at = CAST(each.value AS bigint)
          FROM {database.Properties("@uses")}
         WHERE lower(name) = lower(each.key) AND coalesce(last_used_at, 0) < CAST(each.value AS bigint) RETURNING name
        """,
        cancellation,
        ("@uses", JsonSerializer.Serialize(uses.ToDictionary(use => use.Key, use => Milliseconds(use.Value)))));

    private async Task<bool> Changes(
        string sql, CancellationToken cancellation, params (string Name, object? Value)[] parameters) =>
        !(await database.Query(sql, row => row.GetString(0), cancellation, parameters)).IsEmpty;

    private static StoredKey Key(DbDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetString(2), List(row.GetString(3)), Time(row.GetInt64(6)),
        row.IsDBNull(7) ? null : Time(row.GetInt64(7)))
    {
        Addresses = row.IsDBNull(4) ? null : JsonSerializer.Deserialize<string[]>(row.GetString(4)),
        CertificateSubject = row.IsDBNull(5) ? null : row.GetString(5),
        PreviousSha256 = row.GetString(8),
        PreviousEndsAt = row.IsDBNull(9) ? null : Time(row.GetInt64(9)),
        RevokedAt = row.IsDBNull(10) ? null : Time(row.GetInt64(10)),
        LastUsedAt = row.IsDBNull(11) ? null : Time(row.GetInt64(11)),
    };

    private static ImmutableArray<string> List(string json) => JsonSerializer.Deserialize<ImmutableArray<string>>(json);

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static object? Milliseconds(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();
}
