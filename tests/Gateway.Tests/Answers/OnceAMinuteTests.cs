using CryptoPay.Gateway.Answers;
using Microsoft.Extensions.Time.Testing;

namespace CryptoPay.Gateway.Tests.Answers;

public class OnceAMinuteTests
{
    [Fact]
    public void It_is_said_at_once_and_then_once_a_minute_with_how_often_it_came()
    {
        var time = new FakeTimeProvider();
        var told = new OnceAMinute<string>(time);

        Assert.True(told.IsDue("a", out var count));
        Assert.Equal(1, count);
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(told.IsDue("a", out _));
        Assert.True(told.IsDue("b", out _));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(told.IsDue("a", out count));
        Assert.Equal(2, count);
    }
}
