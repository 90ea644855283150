using CryptoPay.Clock;

namespace CryptoPay.Grains.Tests;

public class ReminderClockTests
{
    [Fact]
    public void Who_asks_for_less_than_a_millisecond_until_it_is_over_is_done_in_the_end()
    {
        var house = new LeapingClock(House.Start);
        var clock = new ReminderClock(house);
        var due = House.Start.AddMilliseconds(1).AddTicks(-1);

        Assert.Contains(Enumerable.Range(0, 10_000), _ => clock.GetUtcNow() >= due);

        Assert.InRange(clock.GetUtcNow(), House.Start, due);
        house.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(house.GetUtcNow(), clock.GetUtcNow());
    }
}
