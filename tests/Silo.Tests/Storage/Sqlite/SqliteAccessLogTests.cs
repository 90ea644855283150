using CryptoPay.Grains.Access;
using CryptoPay.Grains.Interfaces.Access;
using CryptoPay.Silo.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace CryptoPay.Silo.Tests.Storage.Sqlite;

public sealed class SqliteAccessLogTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 9, 30, 0, 123, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly SqliteDataSource source;
    private readonly SqliteAccessLog log;

    public SqliteAccessLogTests()
    {
        source = new($"Data Source={folder.Database}");
        new SqliteSchema(source, NullLogger<SqliteSchema>.Instance).Apply();
        log = new(source);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_written_is_read_as_it_was_oldest_first()
    {
        var odd = new AccessRecord(Now, "operator:O'Neil \"ann\"", "payment", "north", "CC-1", "2001:db8::1");
        await log.Write([Access(2), odd], Cancellation);
        await log.Write([Access(1)], Cancellation);

        Assert.Equal([odd, Access(1), Access(2)], await Read(new AccessFilter()));
    }

    [Fact]
    public async Task Each_filter_leaves_what_it_names()
    {
        await log.Write(
            [
                Access(0), Access(1) with { Merchant = "south" }, Access(2) with { OrderId = "CC-2" },
                Access(3) with { Who = "other" },
            ],
            Cancellation);

        Assert.Equal([1], await Minutes(new AccessFilter(Merchant: "south")));
        Assert.Equal([2], await Minutes(new AccessFilter(OrderId: "CC-2")));
        Assert.Equal([3], await Minutes(new AccessFilter(Who: "other")));
        Assert.Equal([1, 2], await Minutes(new AccessFilter(Now.AddMinutes(1), Now.AddMinutes(3))));
        Assert.Equal([0], await Minutes(new AccessFilter(null, null, "north", "CC-1", "flow")));
    }

    [Fact]
    public async Task Pages_follow_each_other_also_within_one_millisecond()
    {
        await log.Write([.. Enumerable.Range(0, 25).Select(i => Access(0) with { OrderId = $"CC-{i}" })], Cancellation);

        var read = new List<AccessRow>();
        while (await log.Read(new AccessFilter(), read.LastOrDefault(), 10, Cancellation) is { IsEmpty: false } page)
            read.AddRange(page);

        Assert.Equal(Enumerable.Range(0, 25).Select(i => $"CC-{i}"), read.Select(row => row.Access.OrderId));
    }

    [Theory]
    [InlineData(null, null, "access_log_at (at>? AND at<?)")]
    [InlineData("north", "CC-1", "access_log_order (merchant=? AND order_id=? AND at>? AND at<?)")]
    public async Task A_question_walks_an_index(string? merchant, string? orderId, string index)
    {
        var sql = SqliteAccessLog.ReadSql(new AccessFilter(Merchant: merchant, OrderId: orderId));
        foreach (var name in (string[])["from", "to", "time", "number", "merchant", "order", "take"])
            sql = sql.Replace($"@{name}", "1");

        var plan = await source.Query($"EXPLAIN QUERY PLAN {sql}", row => row.GetString(3), Cancellation);

        Assert.Contains(index, string.Join('\n', plan));
    }

    public void Dispose()
    {
        source.Dispose();
        folder.Dispose();
    }

    private async Task<IEnumerable<AccessRecord>> Read(AccessFilter filter) =>
        (await log.Read(filter, null, 100, Cancellation)).Select(row => row.Access);

    private async Task<IEnumerable<int>> Minutes(AccessFilter filter) =>
        (await Read(filter)).Select(access => (int)(access.At - Now).TotalMinutes);

    private static AccessRecord Access(int minute) =>
        new(Now.AddMinutes(minute), "flow", "payment", "north", "CC-1", "10.0.0.1");
}
