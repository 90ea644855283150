using System.Collections.Immutable;
using System.Data.Common;
using CryptoPay.Grains.Index;
using CryptoPay.Payments.PaymentIntents;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace CryptoPay.Silo.Storage.Sql;

/// <summary>Each question walks one index of grain_state, on from where the page before ended.</summary>
public sealed class PaymentIntentIndex(Database database, IOptions<ClusterOptions> cluster)
    : IPaymentIntentIndex
{
    internal const string OverdueSql = """
        SELECT next_due, grain_key FROM grain_state
         WHERE service_id = @service AND next_due < @before AND (next_due, grain_key) > (@time, @key)
         ORDER BY next_due, grain_key LIMIT @take
        """;

    internal const string WatchedSql = """
        SELECT grain_key FROM grain_state
         WHERE service_id = @service AND account = @account AND next_due IS NOT NULL AND grain_key > @key
           AND status = coalesce(@status, status)
         ORDER BY grain_key LIMIT @take
        """;

    internal const string CountWatchedSql = """
        SELECT account, status, count(*) FROM grain_state
         WHERE service_id = @service AND next_due IS NOT NULL AND account IS NOT NULL
         GROUP BY account, status
        """;

    internal const string CountOfSql = """
        SELECT account, '', count(*) FROM grain_state
         WHERE service_id = @service AND action_required = @action AND merchant IS NOT NULL AND account IS NOT NULL
         GROUP BY account
        """;

    internal const string ResumedSql = """
        SELECT grain_key FROM grain_state
         WHERE service_id = @service AND merchant = @merchant AND resume_digest = @digest
        """;

    /// <summary>Both databases take these words for a property of a document.</summary>
    internal const string DataKeySql = """
        SELECT grain_key FROM grain_state
         WHERE service_id = @service AND coalesce(payload ->> 'keyId', '') = @dataKey AND grain_key > @key
           AND created_at IS NOT NULL
         ORDER BY grain_key LIMIT @take
        """;

    internal const string KeptSql = """
        SELECT created_at, grain_key, coalesce(payload ->> 'keyId', '') FROM grain_state
         WHERE service_id = @service AND created_at < @before AND (created_at, grain_key) > (@time, @key)
           AND next_due IS NULL AND payload -> 'intent' ->> 'erasedAt' IS NULL
         ORDER BY created_at, grain_key LIMIT @take
        """;

    /// <summary>As grain_state_settled has it.</summary>
    private const string SettledAt = """
        CAST(coalesce(payload -> 'intent' ->> 'settledAt',
             CASE status WHEN 'Settled' THEN payload -> 'intent' ->> 'changedAt' END) AS bigint)
        """;

    private const string CreatedBetween = "AND created_at >= @createdFrom AND created_at < @createdTo";

    public Task<ImmutableArray<IndexRow>> List(
        IndexFilter filter, IndexCursor? before, int take, CancellationToken cancellation)
    {
        var (from, to) = filter.IsOfSettled ? (filter.SettledFrom, filter.SettledTo) : (filter.From, filter.To);
        // No key comes before "", so it is the same as an end.
        var end = new IndexCursor(to?.ToUnixTimeMilliseconds() ?? long.MaxValue, "");
        var start = before is null || before.Time >= end.Time ? end : before;
        return Read(
            ListSql(database, filter),
            row => new IndexRow(new(row.GetInt64(0), row.GetString(1)), row.GetFieldValue<byte[]>(2)),
            cancellation,
            ("@merchant", filter.Merchant), ("@status", filter.Status?.ToString()), ("@action", filter.ActionRequired),
            ("@from", from?.ToUnixTimeMilliseconds() ?? long.MinValue),
            ("@createdFrom", filter.From?.ToUnixTimeMilliseconds() ?? long.MinValue),
            ("@createdTo", filter.To?.ToUnixTimeMilliseconds() ?? long.MaxValue),
            ("@time", start.Time), ("@key", start.Key), ("@take", take));
    }

    /// <summary>
    /// Names its index: SQLite without statistics prefers the one that reads every row since <c>@from</c>. And of an
    /// expression it does not see that its pair with the key bounds it too, so that is said as well.
    /// </summary>
    internal static string ListSql(Database database, IndexFilter filter)
    {
        var time = filter.IsOfSettled ? SettledAt : "created_at";
        return $"""
            SELECT {time}, grain_key, {database.PayloadBytes} FROM grain_state
                   {database.By($"grain_state_{IndexOf(filter)}{(filter.Merchant is null ? "_all" : "")}")}
             WHERE service_id = @service AND merchant {(filter.Merchant is null ? "IS NOT NULL" : "= @merchant")}
               {(filter.Status is null ? "" : "AND status = @status")}
               {(filter.ActionRequired == "" ? "" : "AND action_required = @action")}
               {(filter.IsOfSettled ? $"{CreatedBetween} AND {SettledAt} <= @time" : "")}
               AND {time} >= @from AND ({time}, grain_key) < (@time, @key)
             ORDER BY {time} DESC, grain_key DESC LIMIT @take
            """;
    }

    private static string IndexOf(IndexFilter filter) =>
        filter.IsOfSettled ? "settled"
            : filter.ActionRequired != "" ? "action"
            : filter.Status is not null ? "status"
            : "created";

    public Task<ImmutableArray<IndexRow>> MoneyMoved(
        string merchant, DateTimeOffset from, DateTimeOffset to, IndexCursor? after, int take,
        CancellationToken cancellation) =>
        Read(
            MoneyMovedSql(database),
            row => new IndexRow(
                new(row.GetInt64(0), row.GetString(1)), row.IsDBNull(2) ? default : row.GetFieldValue<byte[]>(2)),
            cancellation,
            ("@merchant", merchant), ("@from", from.ToUnixTimeMilliseconds()), ("@to", to.ToUnixTimeMilliseconds()),
            ("@time", after?.Time ?? from.ToUnixTimeMilliseconds()), ("@key", after?.Key ?? ""), ("@take", take));

    internal static string MoneyMovedSql(Database database) => $"""
        SELECT moved.at, moved.grain_key, {database.PayloadBytes} FROM money_event AS moved
          LEFT JOIN grain_state USING (service_id, grain_type, grain_key)
         WHERE moved.service_id = @service AND moved.merchant = @merchant AND moved.at < @to
           AND (moved.at, moved.grain_key) > (@time, @key)
           AND NOT EXISTS (
               SELECT 1 FROM money_event AS earlier
                WHERE earlier.service_id = moved.service_id AND earlier.grain_type = moved.grain_type
                  AND earlier.grain_key = moved.grain_key AND earlier.at >= @from AND earlier.at < moved.at)
         ORDER BY moved.at, moved.grain_key LIMIT @take
        """;

    public Task<ImmutableArray<IndexCursor>> Overdue(
        DateTimeOffset dueBefore, IndexCursor? after, int take, CancellationToken cancellation) =>
        Read(
            OverdueSql,
            row => new IndexCursor(row.GetInt64(0), row.GetString(1)),
            cancellation,
            ("@before", dueBefore.ToUnixTimeMilliseconds()),
            ("@time", after?.Time ?? long.MinValue), ("@key", after?.Key ?? ""), ("@take", take));

    public Task<ImmutableArray<OrderCount>> CountWatched(CancellationToken cancellation) =>
        Read(CountWatchedSql, Counted, cancellation);

    public Task<ImmutableArray<OrderCount>> CountOf(string actionRequired, CancellationToken cancellation) =>
        Read(CountOfSql, Counted, cancellation, ("@action", actionRequired));

    public Task<ImmutableArray<string>> Watched(
        string account, PaymentIntentStatus? status, string afterKey, int take, CancellationToken cancellation) =>
        Read(
            WatchedSql,
            row => row.GetString(0),
            cancellation,
            ("@account", account), ("@status", status?.ToString()), ("@key", afterKey), ("@take", take));

    public Task<ImmutableArray<string>> OfDataKey(
        string dataKeyId, string afterKey, int take, CancellationToken cancellation) =>
        Read(
            DataKeySql, row => row.GetString(0), cancellation,
            ("@dataKey", dataKeyId), ("@key", afterKey), ("@take", take));

    public Task<ImmutableArray<KeptRow>> Kept(
        DateTimeOffset createdBefore, IndexCursor? after, int take, CancellationToken cancellation) =>
        Read(
            KeptSql,
            row => new KeptRow(new IndexCursor(row.GetInt64(0), row.GetString(1)), row.GetString(2)),
            cancellation,
            ("@before", createdBefore.ToUnixTimeMilliseconds()),
            ("@time", after?.Time ?? long.MinValue), ("@key", after?.Key ?? ""), ("@take", take));

    public async Task<string?> Resumed(string merchant, string digest, CancellationToken cancellation) =>
        (await Read(
            ResumedSql, row => row.GetString(0), cancellation, ("@merchant", merchant), ("@digest", digest)))
        .FirstOrDefault();

    private static OrderCount Counted(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetInt64(2));

    private Task<ImmutableArray<T>> Read<T>(
        string sql, Func<DbDataReader, T> row, CancellationToken cancellation,
        params (string Name, object? Value)[] parameters) =>
        database.Query(sql, row, cancellation, [("@service", cluster.Value.ServiceId), .. parameters]);
}
