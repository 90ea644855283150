namespace CryptoPay.Notifications.Tests;

/// <summary>Which URLs an order may name.</summary>
public class MerchantHostsTests
{
    private static readonly MerchantHosts Hosts =
        new(["hooks.example.com", "xn--bcher-kva.example"], isDevelopment: false);

    private static readonly MerchantHosts OfDevelopment =
        new(["hooks.example.com", "localhost", "127.0.0.1", "[::1]"], isDevelopment: true);

    [Theory]
    [InlineData("https://hooks.example.com")]
    [InlineData("https://hooks.example.com/a/b?c=d")]
    [InlineData("https://hooks.example.com:443/")]
    [InlineData("HTTPS://HOOKS.Example.COM/")]
    [InlineData("https://xn--bcher-kva.example/")]
    public void A_host_of_the_list_is_allowed_by_https(string url) => Assert.True(Hosts.Allow(url));

    [Theory]
    [InlineData("https://example.com/")]
    [InlineData("https://a.hooks.example.com/")]
    [InlineData("https://hooks.example.com.evil.example/")]
    [InlineData("https://hooks.example.com./")]
    [InlineData("https://hooks.example.com:8443/")]
    [InlineData("https://hooks.example.com:80/")]
    [InlineData("http://hooks.example.com/")]
    [InlineData("http://hooks.example.com:443/")]
    [InlineData("ftp://hooks.example.com/")]
    [InlineData("file://hooks.example.com/")]
    [InlineData("gopher://hooks.example.com/")]
    [InlineData("//hooks.example.com/")]
    [InlineData("hooks.example.com")]
    [InlineData("https://user@hooks.example.com/")]
    [InlineData("https://user:word@hooks.example.com/")]
    [InlineData("https://hooks.example.com@evil.example/")]
    [InlineData("https://hooks.example.com:443@evil.example/")]
    [InlineData("https://evil.example#@hooks.example.com/")]
    [InlineData("https://evil.example/?@hooks.example.com/")]
    [InlineData("https://evil.example\\@hooks.example.com/")]
    [InlineData("https:\\\\hooks.example.com/")]
    [InlineData("https://hooks.example.com/#part")]
    [InlineData("https://hooks.example.com/#")]
    [InlineData(" https://hooks.example.com/")]
    [InlineData("https://hooks.example.com/a b")]
    [InlineData("https://hooks.example.com\t/")]
    [InlineData("https://bücher.example/")]
    [InlineData("https://hooks。example。com/")]
    [InlineData("https:///hooks.example.com/")]
    [InlineData("")]
    public void Any_other_form_is_refused(string url) => Assert.False(Hosts.Allow(url));

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.1")]
    [InlineData("2130706433")]
    [InlineData("017700000001")]
    [InlineData("0x7f000001")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("0177.0.0.01")]
    [InlineData("10.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("[::1]")]
    [InlineData("[::]")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("[::ffff:7f00:1]")]
    [InlineData("[fe80::1]")]
    [InlineData("[fe80::1%25eth0]")]
    [InlineData("[64:ff9b::7f00:1]")]
    [InlineData("localhost")]
    [InlineData("LOCALHOST")]
    [InlineData("localhost.")]
    public void An_address_is_no_host_in_whatever_form_it_is_written_even_where_a_list_has_it(string host)
    {
        Assert.False(Hosts.Allow($"https://{host}/"));
        Assert.False(MerchantHosts.IsName(host, isDevelopment: false));
        Assert.False(new MerchantHosts(["localhost", "127.0.0.1", "[::1]"], isDevelopment: false)
            .Allow($"https://{host}/"));
    }

    [Theory]
    [InlineData("http://localhost:8080/hook")]
    [InlineData("https://localhost:8443/hook")]
    [InlineData("http://127.0.0.1/hook")]
    [InlineData("http://[::1]:9000/hook")]
    [InlineData("https://hooks.example.com/")]
    public void In_Development_a_listed_host_of_this_machine_is_called_by_http_too(string url) =>
        Assert.True(OfDevelopment.Allow(url));

    [Theory]
    [InlineData("http://hooks.example.com/")]
    [InlineData("https://hooks.example.com:8443/")]
    [InlineData("http://127.0.0.2/")]
    [InlineData("http://10.0.0.1/")]
    [InlineData("http://localhost.example.com/")]
    [InlineData("ftp://localhost/")]
    [InlineData("http://user@localhost/")]
    public void In_Development_too_nothing_else_is(string url) => Assert.False(OfDevelopment.Allow(url));

    [Theory]
    [InlineData("hooks.example.com")]
    [InlineData("Hooks.Example.Com")]
    [InlineData("hooks")]
    [InlineData("xn--bcher-kva.example")]
    public void A_name_may_stand_in_a_list(string name) =>
        Assert.True(MerchantHosts.IsName(name, isDevelopment: false));

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("*.example.com")]
    [InlineData(".example.com")]
    [InlineData("hooks.example.com.")]
    [InlineData("hooks.example.com:443")]
    [InlineData("https://hooks.example.com")]
    [InlineData("hooks.example.com/")]
    [InlineData("user@hooks.example.com")]
    [InlineData("bücher.example")]
    [InlineData("a b")]
    [InlineData(null)]
    public void What_is_no_exact_name_may_not(string? name) =>
        Assert.False(MerchantHosts.IsName(name, isDevelopment: true));

    [Fact]
    public void What_is_allowed_is_said_with_the_names()
    {
        Assert.Equal(
            "an absolute https URL of at most 2048 characters on port 443, without user info and fragment, to "
            + "hooks.example.com or xn--bcher-kva.example",
            Hosts.Says);
        Assert.EndsWith(" or [::1]; to a loopback host among them also by http and on any port", OfDevelopment.Says);
        Assert.StartsWith("none: no host is allowed", new MerchantHosts([], isDevelopment: true).Says);
    }

    [Fact]
    public void An_address_may_be_so_long_and_no_longer()
    {
        const string Start = "https://hooks.example.com/";

        Assert.True(Hosts.Allow(Start + new string('a', 2048 - Start.Length)));
        Assert.False(Hosts.Allow(Start + new string('a', 2049 - Start.Length)));
    }
}
