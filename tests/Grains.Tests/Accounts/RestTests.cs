using CryptoPay.Grains.Cluster;
using CryptoPay.Grains.Interfaces;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Grains.Tests.Accounts;

/// <summary>A processor that asks for a pause asks all of us, and not the order that happened to call it.</summary>
public sealed class RestTests
{
    private const string RowOfAccount = "FROM grain_state WHERE grain_key = 'account/sandbox'";

    [Fact]
    public async Task No_order_is_read_at_an_account_that_asked_for_a_pause_until_it_is_over_or_there_is_news()
    {
        await using var house = await House.Build(strayLookUps: 0);
        await house.Opened("CC-1");
        house.Clock.Advance(TimeSpan.FromSeconds(3));
        var other = await house.Opened("CC-2");
        await house.Control("CC-2", "pay");
        await house.Fault(new { on = "read", orderId = "CC-1", fail = "500", retryAfterSeconds = 60, times = 1 });
        await house.PassToNextRead(TimeSpan.FromSeconds(7));
        var (count, askedAt) = (house.Calls.ReadCount, house.Clock.GetUtcNow());

        await house.PassUntil(
            TimeSpan.FromSeconds(5), () => Task.FromResult(house.Clock.GetUtcNow() >= askedAt.AddSeconds(55)));
        Assert.Equal(count, house.Calls.ReadCount);

        await other.Wake(WakeReason.News);
        await House.Until(other, view => view.Status == "Confirming");
        await house.PassUntil(TimeSpan.FromSeconds(1), () => Task.FromResult(house.Calls.ReadCount >= count + 2));
        Assert.InRange(house.Clock.GetUtcNow() - askedAt, TimeSpan.FromSeconds(55), TimeSpan.FromSeconds(75));
    }

    [Fact]
    public async Task One_that_was_asked_of_a_read_holds_up_no_new_order()
    {
        await using var house = await House.Build(strayLookUps: 0);
        await house.Opened("CC-1");
        await house.Fault(new { on = "read", fail = "500", retryAfterSeconds = 30, times = 1 });
        await house.PassToNextRead(TimeSpan.FromSeconds(10));

        await house.Opened("CC-2");
    }

    [Fact]
    public async Task One_that_was_asked_of_a_refund_holds_up_no_read()
    {
        await using var house = await House.Build(strayLookUps: 0);
        var refunded = await house.Opened("CC-1");
        await house.Control("CC-1", "pay");
        await house.Control("CC-1", "confirm", new { blocks = 6 });
        await house.PassToNextRead(TimeSpan.FromSeconds(10));
        await House.Until(refunded, view => view.IsPaid);
        await house.Fault(new { on = "refund", fail = "500", retryAfterSeconds = 60, times = 1 });
        await refunded.Refund("R-1", 40m);
        await House.Until(async () => (await refunded.GetRefund("R-1")).View!, view => view.ErrorCode != "");

        await house.Opened("CC-2");
        await house.PassToNextRead(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task One_that_was_asked_of_a_create_is_waited_for_by_the_next_order_which_is_then_made_by_itself()
    {
        await using var house = await House.Build(strayLookUps: 0);
        await house.Fault(new { on = "create", fail = "500", retryAfterSeconds = 30, times = 1 });
        var first = house.Order("CC-1");
        await first.Create(House.Request());
        await House.Until(first, view => view.ErrorCode == "processor_unavailable");

        var order = house.Order("CC-2");
        await order.Create(House.Request());

        await House.Until(order, view => view.ErrorCode == "processor_unavailable");
        Assert.Empty(await house.InvoicesOf("CC-2"));
        await house.PassUntil(TimeSpan.FromSeconds(5), async () => !(await order.Get()).View!.OwesInvoice);
    }

    [Fact]
    public async Task While_a_silo_does_not_know_it_an_accounts_row_is_written_as_it_reads_it()
    {
        await using var house = await House.Build();
        var level = house.Silo.GetRequiredService<ClusterLevel>();
        var account = house.Silo.GetRequiredService<IGrainFactory>()
            .GetGrain<IProcessorAccountGrain>(IProcessorAccountGrain.KeyOf("sandbox"));

        level.Now = 0;
        await account.SetPaused(true, "operator", "");
        Assert.Equal(1L, await house.Execute($"SELECT payload ->> '$.version' {RowOfAccount}"));
        Assert.Equal(1L, await house.Execute($"SELECT payload -> '$.rests' IS NULL {RowOfAccount}"));

        level.Now = ClusterLevel.AccountRests;
        await account.Rest(new AccountRest(House.Start, House.Start.AddMinutes(1), IsOfCreates: false));
        Assert.Equal(2L, await house.Execute($"SELECT payload ->> '$.version' {RowOfAccount}"));
        Assert.True((await account.Get()).IsPaused);
    }
}
