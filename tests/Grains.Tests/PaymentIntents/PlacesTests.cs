using CryptoPay.Grains.Effects;
using CryptoPay.Grains.Interfaces;

namespace CryptoPay.Grains.Tests.PaymentIntents;

/// <summary>Who goes before whom where an account has more to do than it does at once.</summary>
public sealed class PlacesTests
{
    /// <summary>More than an account's calls of all kinds together.</summary>
    private const int CrowdCount = 72;

    private const int ReadsAtOnce = 32;

    [Fact]
    public async Task A_create_starts_before_polls_that_wait_for_their_turn()
    {
        await using var house = await House.Build(strayLookUps: 0);
        await CrowdIsRead(house);

        // The clock stands still, so no read can end: what waited for one would wait for ever.
        await house.Order("CC-new").Create(House.Request());
        await House.Until(() => house.InvoicesOf("CC-new"), invoices => invoices.Length == 1);
        Assert.Equal(0, house.Calls.ReadCount);
    }

    [Fact]
    public async Task A_withdrawal_starts_before_polls_that_wait_for_their_turn()
    {
        await using var house = await House.Build(strayLookUps: 0);
        await CrowdIsRead(house);

        await house.Fault(new { on = "read", orderId = "CC-0", slowBeforeMs = 1 });
        await house.Order("CC-0").Cancel();
        await house.PassUntil(
            TimeSpan.FromMilliseconds(1),
            async () => (await house.InvoicesOf("CC-0"))[0].GetProperty("status").GetString() == "Invalid");
        Assert.InRange(house.Calls.ReadCount, 0, 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public async Task A_webhook_lets_an_order_go_before_those_whom_the_schedule_alone_wants_read(int secondsLater)
    {
        await using var house = await House.Build(strayLookUps: 0);
        var late = await CrowdIsRead(house);
        // After 5 s it waits already, behind all of the crowd.
        house.Clock.Advance(TimeSpan.FromSeconds(secondsLater));
        await house.Still();

        await house.Control("CC-late", "pay");
        await late.Wake(WakeReason.News);
        await house.PassUntil(
            TimeSpan.FromSeconds(0.5), async () => await house.StatusInRow("CC-late") == "Confirming");
        Assert.InRange(house.Calls.ReadCount, ReadsAtOnce, 2 * ReadsAtOnce);
    }

    [Fact]
    public async Task Polls_that_waited_are_no_failures()
    {
        await using var house = await House.Build(strayLookUps: 0);
        await CrowdIsRead(house);
        await house.PassUntil(TimeSpan.FromSeconds(1), () => Task.FromResult(house.Calls.ReadCount > CrowdCount));
        foreach (var i in Enumerable.Range(0, CrowdCount))
            Assert.Equal("", (await house.Order($"CC-{i}").Get()).View!.ErrorCode);
    }

    [Fact]
    public void Silos_share_the_places_of_an_account()
    {
        var siloCount = 3;
        var places = new Places(() => siloCount);
        var asked = Enumerable.Range(0, CrowdCount).Select(_ => places.Ask(isHurried: false)).ToArray();
        Assert.Equal(ReadsAtOnce / 3, asked.Count(place => place.Granted.IsCompleted));

        siloCount = 1;
        asked[0].Dispose();

        Assert.Equal(1 + ReadsAtOnce, asked.Count(place => place.Granted.IsCompleted));
    }

    /// <summary>
    /// Many orders are due at once, of a processor that takes 9 s for each read; some wait. One more is due 5 s later.
    /// </summary>
    private static async Task<IPaymentIntentGrain> CrowdIsRead(House house)
    {
        await Task.WhenAll(Enumerable.Range(0, CrowdCount).Select(i => house.Opened($"CC-{i}")));
        house.Clock.Advance(TimeSpan.FromSeconds(5));
        var late = await house.Opened("CC-late");
        await house.Fault(new { on = "read", slowBeforeMs = 9_000 });
        house.Clock.Advance(TimeSpan.FromSeconds(5));
        await House.Until(() => Task.FromResult(house.Calls.UnderWayCount), count => count == ReadsAtOnce);
        await house.Still();
        Assert.Equal(ReadsAtOnce, house.Calls.UnderWayCount);
        return late;
    }
}
