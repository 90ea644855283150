using System.Collections.Immutable;
using System.Text.Json;
using CryptoPay.Grains.Access;
using CryptoPay.Grains.Interfaces.Access;

namespace CryptoPay.Silo.Storage.Sql;

/// <summary>Table access_log. However many are written at once are one statement, and so one transaction.</summary>
internal sealed class AccessLog(Database database) : IAccessLog
{
    private const int DeletedAtOnceMax = 1000;

    public Task Write(ImmutableArray<AccessRecord> accesses, CancellationToken cancellation) => database.Query(
        $"""
        INSERT INTO access_log(at, who, what, merchant, order_id, address)
        SELECT CAST(value ->> 0 AS bigint), value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5
          FROM {database.Elements("@accesses")}
        """,
        _ => 0, cancellation,
        ("@accesses", JsonSerializer.Serialize(accesses.Select(access => (object[])
        [
            access.At.ToUnixTimeMilliseconds(), access.Who, access.What, access.Merchant, access.OrderId, access.Address,
        ]))));

    public Task<ImmutableArray<AccessRow>> Read(
        AccessFilter filter, AccessRow? after, int take, CancellationToken cancellation) => database.Query(
        ReadSql(filter),
        row => new AccessRow(row.GetInt64(0), new AccessRecord(
            DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(1)), row.GetString(2), row.GetString(3),
            row.GetString(4), row.GetString(5), row.GetString(6))),
        cancellation,
        ("@from", filter.From?.ToUnixTimeMilliseconds() ?? long.MinValue),
        ("@to", filter.To?.ToUnixTimeMilliseconds() ?? long.MaxValue),
        ("@merchant", filter.Merchant), ("@order", filter.OrderId), ("@who", filter.Who),
        ("@time", after?.Access.At.ToUnixTimeMilliseconds() ?? long.MinValue), ("@number", after?.Number ?? 0),
        ("@take", take));

    public async Task<int> Delete(DateTimeOffset before, CancellationToken cancellation)
    {
        // A piece at a time, so that who writes meanwhile waits for no longer than that.
        for (var count = 0; ;)
        {
            var deleted = await database.Query(
                """
                DELETE FROM access_log WHERE number IN (
                    SELECT number FROM access_log WHERE at < @before ORDER BY at LIMIT @take) RETURNING number
                """,
                _ => 0, cancellation, ("@before", before.ToUnixTimeMilliseconds()), ("@take", DeletedAtOnceMax));
            count += deleted.Length;
            if (deleted.Length < DeletedAtOnceMax) return count;
        }
    }

    internal static string ReadSql(AccessFilter filter) => $"""
        SELECT number, at, who, what, merchant, order_id, address FROM access_log
         WHERE at >= @from AND at < @to AND (at, number) > (@time, @number)
           {(filter.Merchant is null ? "" : "AND merchant = @merchant")}
           {(filter.OrderId is null ? "" : "AND order_id = @order")}
           {(filter.Who is null ? "" : "AND who = @who")}
         ORDER BY at, number LIMIT @take
        """;
}
