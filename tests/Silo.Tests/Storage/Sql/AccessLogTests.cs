using CryptoPay.Grains.Access;
using CryptoPay.Grains.Interfaces.Access;
using CryptoPay.Silo.Storage.Sql;

namespace CryptoPay.Silo.Tests.Storage.Sql;

public abstract class AccessLogTests(FreshDatabase fresh) : FreshDatabaseTests(fresh)
{
    private static readonly DateTimeOffset Now = new(2026, 1, 31, 9, 30, 0, 123, TimeSpan.Zero);

    private readonly AccessLog log = new(fresh.Database);

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

    private async Task<IEnumerable<AccessRecord>> Read(AccessFilter filter) =>
        (await log.Read(filter, null, 100, Cancellation)).Select(row => row.Access);

    private async Task<IEnumerable<int>> Minutes(AccessFilter filter) =>
        (await Read(filter)).Select(access => (int)(access.At - Now).TotalMinutes);

    private static AccessRecord Access(int minute) =>
        new(Now.AddMinutes(minute), "flow", "payment", "north", "CC-1", "10.0.0.1");
}
