namespace CryptoPay.Grains.Tests.PaymentIntents;

public sealed class ReminderTests
{
    [Fact]
    public async Task A_short_poll_that_an_earlier_life_left_behind_is_gone_after_a_restart()
    {
        await using var house = await House.Build(strayLookUps: 0);
        await house.Opened("CC-1");
        await House.Until(Names, names => names is "short-poll");
        await house.CloseSilo();
        house.Clock.Advance(TimeSpan.FromHours(1));
        await house.OpenSilo();
        await house.PassUntil(TimeSpan.FromMinutes(1), async () => await Names() is "long-poll");

        Task<object?> Names() =>
            house.Execute("SELECT group_concat(reminder_name) FROM (SELECT * FROM reminder ORDER BY reminder_name)");
    }
}
