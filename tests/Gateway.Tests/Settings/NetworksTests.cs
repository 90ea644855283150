using System.Net;
using CryptoPay.Gateway.Settings;

namespace CryptoPay.Gateway.Tests.Settings;

public class NetworksTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "11.1.2.3", false)]
    [InlineData("10.0.0.1", "10.0.0.1", true)]
    [InlineData("10.0.0.1", "10.0.0.2", false)]
    [InlineData("::ffff:10.0.0.0/104", "10.1.2.3", true)]
    [InlineData("::ffff:10.0.0.0/104", "::ffff:11.1.2.3", false)]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1", true)]
    [InlineData("::ffff:0:0/96", "192.0.2.1", true)]
    [InlineData("::ffff:0:0/96", "2001:db8::1", false)]
    [InlineData("0.0.0.0/0", "::ffff:192.0.2.1", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("2001:db8::/32", "2001:db8:1::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    [InlineData("fe80::/10", "fe80::1%3", true)]
    [InlineData("::1", "::1", true)]
    [InlineData("::/0", "192.0.2.1", false)]
    // What IPNetwork.Contains gets wrong: the first holds half of IPv4 for it.
    [InlineData("2001:db8:8000::/33", "::ffff:10.1.2.3", false)]
    [InlineData("2001:db8:8000::/33", "10.1.2.3", false)]
    [InlineData("2001:db8::a00:0/104", "::ffff:10.1.2.3", false)]
    public void A_network_holds_its_addresses_however_they_are_written(string network, string address, bool isIn)
    {
        Assert.True(Networks.TryParse([network], out var networks));

        Assert.Equal(isIn, networks.Contain(IPAddress.Parse(address)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("10.1")]
    [InlineData("10.1/16")]
    [InlineData("010.0.0.1")]
    [InlineData("0x0a.0.0.1")]
    [InlineData("10.0.0.1/8")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData(" 10.0.0.1")]
    [InlineData("10.0.0.1:80")]
    [InlineData("[::1]")]
    [InlineData("[::1]:80")]
    [InlineData("fe80::1%3")]
    [InlineData("fd00::1/8")]
    [InlineData("localhost")]
    [InlineData(null)]
    public void What_could_be_read_in_two_ways_is_none(string? text) => Assert.False(Networks.TryParse(text, out _));

    [Fact]
    public void One_that_is_none_leaves_none_at_all()
    {
        Assert.False(Networks.TryParse(["10.0.0.1", "proxy"], out var networks));

        Assert.Empty(networks);
    }
}
