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
         WHERE service_id = @service AND action_required = @action AND merchant IS NOT NULL
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

    public Task<ImmutableArray<IndexRow>> List(
        IndexFilter filter, IndexCursor? before, int take, CancellationToken cancellation) =>
        Read(
            ListSql(database, filter),
            row => new IndexRow(new(row.GetInt64(0), row.GetString(1)), row.GetFieldValue<byte[]>(2)),
            cancellation,
            ("@merchant", filter.Merchant), ("@status", filter.Status?.ToString()), ("@action", filter.ActionRequired),
            ("@from", filter.From?.ToUnixTimeMilliseconds() ?? long.MinValue),
            ("@time", before?.Time ?? long.MaxValue), ("@key", before?.Key ?? ""), ("@take", take));

    /// <summary>
    /// Names its index: SQLite without statistics prefers the one that reads every row since <c>@from</c>.
    /// </summary>
    internal static string ListSql(Database database, IndexFilter filter) => $"""
        SELECT created_at, grain_key, {database.PayloadBytes} FROM grain_state
               {database.By($"grain_state_{IndexOf(filter)}{(filter.Merchant is null ? "_all" : "")}")}
         WHERE service_id = @service AND merchant {(filter.Merchant is null ? "IS NOT NULL" : "= @merchant")}
           {(filter.Status is null ? "" : "AND status = @status")}
           {(filter.ActionRequired == "" ? "" : "AND action_required = @action")}
           AND created_at >= @from AND (created_at, grain_key) < (@time, @key)
         ORDER BY created_at DESC, grain_key DESC LIMIT @take
        """;

    private static string IndexOf(IndexFilter filter) =>
        filter.ActionRequired != "" ? "action" : filter.Status is not null ? "status" : "created";

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
