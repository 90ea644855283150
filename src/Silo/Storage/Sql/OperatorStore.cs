using System.Collections.Immutable;
using System.Data.Common;
using CryptoPay.Grains.Access;
using CryptoPay.Grains.Interfaces.Access;

namespace CryptoPay.Silo.Storage.Sql;

internal sealed class OperatorStore(Database database) : IOperatorStore
{
    private const string EndSessionsSql = "DELETE FROM operator_session WHERE lower(name) = lower(@name) RETURNING 1";

    public async Task<bool> Add(Operator who, StoredSecrets secrets, DateTimeOffset now) => (await Run(
        """
        INSERT INTO operator(name, scopes, merchant, password_hash, totp_secret, created_at)
        VALUES (@name, @scopes, @merchant, @hash, @secret, @now)
            ON CONFLICT DO NOTHING RETURNING 1
        """,
        AnyRow, [.. Of(who), .. Of(secrets), ("@now", now.ToUnixTimeMilliseconds())])).Length > 0;

    public Task<ImmutableArray<ListedOperator>> List(DateTimeOffset now) => Run(
        """
        SELECT name, scopes, merchant, CASE WHEN locked_until > @now THEN locked_until END,
               (SELECT count(*) FROM operator_session
                 WHERE lower(operator_session.name) = lower(operator.name) AND ends_at > @now)
          FROM operator WHERE name <> '' ORDER BY lower(name)
        """,
        row => new ListedOperator(
            OperatorIn(row),
            row.IsDBNull(3) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(3)),
            row.GetInt32(4)),
        ("@now", now.ToUnixTimeMilliseconds()));

    public Task<bool> Reset(string name, StoredSecrets secrets) => InOneWrite(
        """
        UPDATE operator
           SET password_hash = @hash, totp_secret = @secret, totp_step = 0, try_count = 0, locked_until = NULL
         WHERE lower(name) = lower(@name) AND name <> '' RETURNING 1
        """,
        [("@name", name), .. Of(secrets)]);

    public Task<bool> Remove(string name) => InOneWrite(
        "DELETE FROM operator WHERE lower(name) = lower(@name) AND name <> '' RETURNING 1", ("@name", name));

    public async Task<int> EndSessionsOf(string name) => (await Run(EndSessionsSql, AnyRow, ("@name", name))).Length;

    public async Task<CountedTry?> CountTry(
        string name, int triesMax, DateTimeOffset now, DateTimeOffset lockedUntil) => (await Run(
            """
            UPDATE operator
               SET try_count = CASE WHEN locked_until <= @now THEN 1 ELSE try_count + 1 END,
                   locked_until = CASE WHEN locked_until <= @now THEN NULL
                                       WHEN try_count + 1 = @max THEN @until
                                       ELSE locked_until END
             WHERE name = coalesce((SELECT name FROM operator WHERE lower(name) = lower(@name)), '')
            RETURNING name, scopes, merchant, password_hash, totp_secret, try_count
            """,
            row => new CountedTry(
                OperatorIn(row), new StoredSecrets(row.GetString(3), row.GetString(4)), row.GetInt32(5)),
            ("@name", name), ("@max", triesMax), ("@now", now.ToUnixTimeMilliseconds()),
            ("@until", lockedUntil.ToUnixTimeMilliseconds())))
        .SingleOrDefault(counted => counted.Who.Name != "");

    public async Task<bool> TakeCode(string name, StoredSecrets seen, long step, string newPasswordHash) => (await Run(
        """
        UPDATE operator SET totp_step = @step, password_hash = @newHash, try_count = 0, locked_until = NULL
         WHERE lower(name) = lower(@name) AND totp_step < @step AND password_hash = @hash AND totp_secret = @secret
        RETURNING 1
        """,
        AnyRow, [("@name", name), .. Of(seen), ("@step", step), ("@newHash", newPasswordHash)])).Length > 0;

    public async Task<bool> StartSession(
        string sessionHash, Operator who, string? passwordHash, DateTimeOffset now, DateTimeOffset endsAt) =>
        (await Run(
            $"""
            DELETE FROM operator_session WHERE ends_at <= @now;
            INSERT INTO operator_session(id_hash, name, scopes, merchant, started_at, ends_at)
            SELECT @session, @name, @scopes, @merchant, @now, @ends
             WHERE CAST(@hash AS text) IS NULL
                OR EXISTS (SELECT 1 FROM operator
                            WHERE lower(name) = lower(@name) AND password_hash = @hash {database.HeldAsRead})
            RETURNING 1
            """,
            AnyRow,
            [
                .. Of(who), ("@session", sessionHash), ("@hash", passwordHash),
                ("@now", now.ToUnixTimeMilliseconds()), ("@ends", endsAt.ToUnixTimeMilliseconds()),
            ])).Length > 0;

    public async Task<Operator?> FindSession(string sessionHash, DateTimeOffset now) => (await Run(
        "SELECT name, scopes, merchant FROM operator_session WHERE id_hash = @session AND ends_at > @now",
        OperatorIn, ("@session", sessionHash), ("@now", now.ToUnixTimeMilliseconds()))).SingleOrDefault();

    public Task EndSession(string sessionHash) =>
        Run("DELETE FROM operator_session WHERE id_hash = @session", AnyRow, ("@session", sessionHash));

    /// <summary>The statement, and where it finds the operator the end of all of their sessions.</summary>
    private async Task<bool> InOneWrite(string sql, params (string Name, object? Value)[] parameters)
    {
        // Opened at once, so on SQLite not through the line of writers: it would wait there while it holds the lock
        // that they wait for.
        await using var connection = database.Source.OpenConnection();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var change = Database.Command(connection, sql, parameters);
        change.Transaction = transaction;
        var isThere = await change.ExecuteScalarAsync() is not null;
        if (isThere)
        {
            await using var end = Database.Command(connection, EndSessionsSql, parameters[..1]);
            end.Transaction = transaction;
            await end.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
        return isThere;
    }

    private Task<ImmutableArray<T>> Run<T>(
        string sql, Func<DbDataReader, T> row, params (string Name, object? Value)[] parameters) =>
        database.Query(sql, row, CancellationToken.None, parameters);

    private static bool AnyRow(DbDataReader row) => true;

    private static Operator OperatorIn(DbDataReader row) =>
        new(row.GetString(0), [.. row.GetString(1).Split(' ')], row.GetString(2));

    private static (string Name, object? Value)[] Of(Operator who) =>
        [("@name", who.Name), ("@scopes", string.Join(' ', who.Scopes)), ("@merchant", who.Merchant)];

    private static (string Name, object? Value)[] Of(StoredSecrets secrets) =>
        [("@hash", secrets.PasswordHash), ("@secret", secrets.TotpSecret)];
}
