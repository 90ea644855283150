using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Grains.Tests.PaymentIntents;

/// <summary>A read that a person asks for.</summary>
public sealed class ReadNowTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan Gap = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task It_is_made_whatever_pause_the_processor_asked_for_and_answered_when_it_has_ended()
    {
        await using var house = await House.Build(strayLookUps: 0);
        var order = await house.Opened("CC-1");
        await house.Fault(new { on = "read", fail = "500", retryAfterSeconds = 86_400 });
        await house.PassToNextRead(TimeSpan.FromSeconds(10));
        await house.ClearFaults();
        await Paid(house);

        // Within a second of the last read none is made, so the clock must move.
        var asked = order.ReadNow("operator", Patience);
        await house.Still();
        Assert.False(asked.IsCompleted);
        house.Clock.Advance(Gap);
        Assert.True((await asked).View!.IsPaid);
    }

    [Fact]
    public async Task One_that_fails_is_answered_at_once_with_why()
    {
        await using var house = await House.Build(strayLookUps: 0);
        var order = await house.Opened("CC-1");
        // A pause so long that the call is not tried twice. The clock stands still: who waited would wait for ever.
        await house.Fault(new { on = "read", fail = "500", retryAfterSeconds = 86_400 });
        house.Clock.Advance(Gap);

        Assert.Equal("processor_unavailable", (await order.ReadNow("operator", Patience)).View!.ErrorCode);
    }

    [Fact]
    public async Task One_that_takes_too_long_is_not_waited_for()
    {
        await using var house = await House.Build(strayLookUps: 0);
        var order = await house.Opened("CC-1");
        await house.Fault(new { on = "read", slowBeforeMs = 5_000 });
        house.Clock.Advance(Gap);
        var asked = order.ReadNow("operator", Patience);
        await house.Still();
        Assert.False(asked.IsCompleted);

        house.Clock.Advance(Patience);
        Assert.Equal(("AwaitingPayment", Refusal.None), ((await asked).View!.Status, (await asked).Refusal));
    }

    [Fact]
    public async Task It_is_made_of_what_is_not_watched_any_more()
    {
        await using var house = await House.Build();
        var order = await house.Opened("CC-1");
        await house.PassUntil(TimeSpan.FromMinutes(20), async () => (await order.Get()).View!.Outcome == "timeout");
        await Paid(house);
        await house.PassUntil(TimeSpan.FromDays(1), async () => house.Clock.GetUtcNow() > House.Start.AddDays(40));
        Assert.Equal("timeout", (await order.Get()).View!.Outcome);

        Assert.NotEqual("timeout", (await order.ReadNow("operator", Patience)).View!.Outcome);
    }

    [Fact]
    public async Task Who_asked_stands_in_the_history_and_of_an_unknown_order_nothing_is_written()
    {
        await using var house = await House.Build();
        var order = await house.Opened("CC-1");
        house.Clock.Advance(Gap);
        await order.ReadNow("operator", Patience);

        Assert.Equal("operator", Assert.Single(
            await order.History(), entry => entry.Event == "ReadAsked").Data["who"]);
        Assert.Equal(Refusal.NotFound, (await house.Order("CC-2").ReadNow("operator", Patience)).Refusal);
        Assert.Null(await house.StatusInRow("CC-2"));
    }

    private static async Task Paid(House house)
    {
        await house.Control("CC-1", "pay");
        await house.Control("CC-1", "confirm");
    }
}
