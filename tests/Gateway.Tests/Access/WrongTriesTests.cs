using System.Net;
using CryptoPay.Gateway.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace CryptoPay.Gateway.Tests.Access;

public class WrongTriesTests
{
    private readonly FakeTimeProvider time = new();
    private readonly TriesPerMinute tries;

    public WrongTriesTests() => tries = new TriesPerMinute(() => 2, time);

    [Fact]
    public void Beyond_the_limit_an_address_waits_for_the_end_of_the_minute_and_no_other_does()
    {
        Assert.Null(Count("203.0.113.7"));
        time.Advance(TimeSpan.FromSeconds(20));
        Assert.Null(Count("203.0.113.7"));

        Assert.Equal(TimeSpan.FromSeconds(40), Count("203.0.113.7"));
        Assert.Null(Count("203.0.113.8"));
        time.Advance(TimeSpan.FromSeconds(40));
        Assert.Null(Count("203.0.113.7"));
    }

    [Fact]
    public void What_was_right_after_all_does_not_count()
    {
        for (var i = 0; i < 10; i++)
        {
            Assert.Null(Count("203.0.113.7"));
            tries.TakeBack(From("203.0.113.7"));
        }
    }

    [Fact]
    public void What_is_counted_apart_is_limited_apart()
    {
        tries.Count(From("203.0.113.7"), "shop");
        tries.Count(From("203.0.113.7"), "shop");

        Assert.NotNull(tries.Count(From("203.0.113.7"), "shop"));
        Assert.Null(tries.Count(From("203.0.113.7"), "other"));
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true)]
    [InlineData("::ffff:203.0.113.7", "::ffff:203.0.113.8", false)]
    public void Of_IPv6_a_whole_64_is_one_address(string first, string second, bool isOne)
    {
        Count(first);
        Count(first);

        Assert.Equal(isOne, Count(second) is not null);
    }

    [Fact]
    public void However_many_addresses_come_no_more_than_so_many_are_remembered()
    {
        for (var i = 0; i < TriesPerMinute.NetworksMax; i++) Count(new IPAddress(i).ToString());
        Count("203.0.113.7");
        Count("203.0.113.8");

        Assert.NotNull(Count("203.0.113.9"));
        Assert.Null(Count(new IPAddress(1).ToString()));
    }

    private TimeSpan? Count(string address) => tries.Count(From(address));

    private static DefaultHttpContext From(string address)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        return context;
    }
}
