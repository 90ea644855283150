namespace CryptoPay.Grains.Tests.Cases;

/// <summary>Many orders at once, and a tenant that takes 300 calls a minute.</summary>
public sealed class TenantLimitTests
{
    /// <summary>1,000 with --long.</summary>
    private static readonly int Orders = Environment.GetEnvironmentVariable("CRYPTOPAY_TEST_LONG") == "1" ? 1_000 : 100;

    [Fact]
    public async Task Many_orders_that_settle_within_a_minute_all_reach_their_case_and_no_minute_sees_too_many_calls()
    {
        await using var house = await House.Build(strayLookUps: 0, settings: Tenant.Settings("workitem"));
        string[] orderIds = [.. Enumerable.Range(0, Orders).Select(i => $"CC-{i}")];
        foreach (var some in orderIds.Chunk(20))
        {
            await Task.WhenAll(some.Select(id => house.OpenedWith(id, "", ("workitemId", $"item-{id}"))));
            foreach (var id in some)
            {
                await house.Control(id, "pay");
                await house.Control(id, "confirm");
            }
        }

        await house.PassUntil(TimeSpan.FromSeconds(15), async () => await CompleteCount(house) == Orders);

        var limits = await house.Shown("limits");
        Assert.InRange(limits.GetProperty("mostInAMinute").GetInt32(), 1, 300);
        Assert.Equal(0, limits.GetProperty("refused").GetInt32());
        Assert.InRange(limits.GetProperty("calls").GetInt32(), Orders, 10 * Orders);
    }

    private static async Task<int> CompleteCount(House house) => (await house.Shown("workitems")).EnumerateArray()
        .Count(item => item.GetProperty("status").GetString() == "Payment Status: Complete");
}
