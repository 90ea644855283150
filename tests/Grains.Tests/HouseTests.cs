namespace CryptoPay.Grains.Tests;

/// <summary>What the other tests stand on.</summary>
public sealed class HouseTests
{
    [Fact]
    public async Task It_is_still_only_when_the_read_that_the_clock_made_due_is_over()
    {
        await using var house = await House.Build(strayLookUps: 0);
        await house.Opened("CC-1");
        await house.Still();
        for (var i = 1; i <= 17; i++)
        {
            house.Clock.Advance(TimeSpan.FromSeconds(10));
            await house.Still();
            Assert.Equal(i, house.Calls.ReadCount);
        }
    }

    [Fact]
    public async Task A_call_that_only_the_clock_can_end_does_not_keep_it_from_being_still()
    {
        await using var house = await House.Build();
        await house.Fault(new { on = "create", slowAfterMs = 5_000 });
        await house.Order("CC-1").Create(House.Request());
        await house.Still();
        Assert.Single(await house.InvoicesOf("CC-1"));
        Assert.True((await house.Order("CC-1").Get()).View!.OwesInvoice);

        house.Clock.Advance(TimeSpan.FromSeconds(5));
        await house.Still();
        Assert.False((await house.Order("CC-1").Get()).View!.OwesInvoice);
    }
}
