using System.Net;
using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Tests.Access;

/// <summary>Who is the caller where others say for whom they call: the second login of one is too many.</summary>
public class TrustedProxiesTests
{
    private const string NoneTrusted = "Gateway:TrustedProxies is not set";

    [Fact]
    public async Task Nobody_is_believed_who_is_not_named()
    {
        await using var gateway = await Started();

        Assert.False(await IsTooMany(gateway, "203.0.113.1"));
        Assert.True(await IsTooMany(gateway, "203.0.113.2"));
    }

    [Fact]
    public async Task A_proxy_that_is_not_the_one_named_is_not_believed()
    {
        await using var gateway = await Started("192.0.2.1");

        Assert.False(await IsTooMany(gateway, "203.0.113.1"));
        Assert.True(await IsTooMany(gateway, "203.0.113.2"));
    }

    [Theory]
    [InlineData("203.0.113.2", false)]
    [InlineData("203.0.113.1", true)]
    [InlineData("203.0.113.2, 203.0.113.1", true)]
    [InlineData("203.0.113.1, 203.0.113.2", false)]
    [InlineData("203.0.113.2, 203.0.113.1, 10.0.0.9", true)]
    [InlineData("203.0.113.1, 203.0.113.2, 10.0.0.9", false)]
    [InlineData("nobody, 203.0.113.1", true)]
    public async Task It_is_read_from_the_right_as_far_as_those_are_trusted(string second, bool isTooMany)
    {
        await using var gateway = await Started("127.0.0.1", "10.0.0.0/8");

        Assert.False(await IsTooMany(gateway, "203.0.113.1"));
        Assert.Equal(isTooMany, await IsTooMany(gateway, second));
    }

    // On a socket for both families, as Kestrel has by default, each IPv4 address comes mapped.
    [Theory]
    [InlineData("10.0.0.1", "::ffff:10.0.0.1", "203.0.113.7", "203.0.113.7")]
    [InlineData("10.0.0.0/8", "::ffff:10.0.0.1", "203.0.113.7, ::ffff:10.0.0.2", "203.0.113.7")]
    [InlineData("::ffff:10.0.0.0/104", "10.0.0.1", "203.0.113.7", "203.0.113.7")]
    [InlineData("10.0.0.0/8", "::ffff:192.0.2.1", "203.0.113.7", "192.0.2.1")]
    [InlineData("10.0.0.1", "10.0.0.1", "::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("10.0.0.1", "10.0.0.1", "2001:db8::7", "2001:db8::7")]
    [InlineData("10.0.0.1", "10.0.0.1", "[2001:db8::7]:443", "2001:db8::7")]
    [InlineData("10.0.0.1", "10.0.0.1", "203.0.113.7:443", "203.0.113.7")]
    [InlineData("fd00::/8", "fd00::1", "203.0.113.9, 203.0.113.7, fd00::2", "203.0.113.7")]
    [InlineData("10.0.0.1", "10.0.0.1", "203.0.113.9, unknown", "10.0.0.1")]
    [InlineData("10.0.0.1", "10.0.0.1", "", "10.0.0.1")]
    [InlineData("10.0.0.1", null, "203.0.113.7", "203.0.113.7")]
    // For IPNetwork itself this network holds half of IPv4, where it comes mapped.
    [InlineData("2001:db8:8000::/33", "::ffff:10.0.0.1", "203.0.113.7", "10.0.0.1")]
    [InlineData("2001:db8:8000::/33", "2001:db8:8000::1", "203.0.113.9, ::ffff:10.0.0.7", "10.0.0.7")]
    public void Of_both_families_and_however_it_is_written_the_caller_is_the_one_before_the_last_that_is_trusted(
        string trusted, string? direct, string forwardedFor, string caller)
    {
        var proxies = new TrustedProxies(Options.Create(new GatewayOptions { TrustedProxies = [trusted] }));
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = direct is null ? null : IPAddress.Parse(direct);
        if (forwardedFor != "") context.Request.Headers["X-Forwarded-For"] = forwardedFor;

        Assert.Equal(IPAddress.Parse(caller), proxies.CallerOf(context));
    }

    [Fact]
    public void Several_headers_are_one()
    {
        var proxies = new TrustedProxies(Options.Create(new GatewayOptions { TrustedProxies = ["10.0.0.1"] }));
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse("10.0.0.1");
        context.Request.Headers["X-Forwarded-For"] = new(["203.0.113.9", "203.0.113.7"]);

        Assert.Equal(IPAddress.Parse("203.0.113.7"), proxies.CallerOf(context));
    }

    [Fact]
    public async Task Nothing_else_is_believed_even_from_a_trusted_one()
    {
        await using var gateway = await Started("127.0.0.1");
        (string Name, string Value)[] headers =
        [
            ("X-Forwarded-Host", "evil.example.test"), ("X-Forwarded-Proto", "https"),
            ("X-Forwarded-Prefix", "/elsewhere"),
            ("Forwarded", "for=203.0.113.9;host=evil.example.test;proto=https"),
        ];

        foreach (var (name, value) in headers)
        {
            var page = Requests.Get("/dashboard").AsBrowser();
            page.Headers.Add(name, value);

            var answer = await gateway.Send(page);

            Assert.Equal("/login?returnUrl=%2Fdashboard", answer.Headers.Location?.OriginalString);
        }
    }

    [Fact]
    public async Task The_frameworks_own_switch_makes_nobody_believed()
    {
        await using var gateway = new RunningGateway(new()
        {
            ["Limits:LoginsPerMinute"] = "1",
            ["ForwardedHeaders_Enabled"] = "true",
        });
        await gateway.InitializeAsync();

        Assert.False(await IsTooMany(gateway, "203.0.113.1"));
        Assert.True(await IsTooMany(gateway, "203.0.113.2"));
    }

    [Fact]
    public async Task A_single_text_is_a_list_of_one()
    {
        await using var gateway = new RunningGateway(new()
        {
            ["Limits:LoginsPerMinute"] = "1",
            [GatewayOptions.ProxiesSetting] = "127.0.0.0/8",
        });
        await gateway.InitializeAsync();

        Assert.False(await IsTooMany(gateway, "203.0.113.1"));
        Assert.False(await IsTooMany(gateway, "203.0.113.2"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_start_in_Production_that_trusts_none_says_so_once(bool isNamed)
    {
        using var log = new LogCapture();
        await using var gateway = new RunningGateway(
            isNamed ? new() { [$"{GatewayOptions.ProxiesSetting}:0"] = "10.0.0.1" } : [],
            builder => builder.Logging.AddProvider(log));
        await gateway.InitializeAsync();

        Assert.Equal(isNamed ? 0 : 1, log.Lines.Count(line => line.Contains(NoneTrusted)));
    }

    [Theory]
    [InlineData("10.0.0.1", true)]
    [InlineData("fd00::/8", true)]
    [InlineData("::1", true)]
    [InlineData("10.0.0.1/33", false)]
    [InlineData("10.0.0.1,10.0.0.2", false)]
    [InlineData("proxy", false)]
    [InlineData("", false)]
    public void What_is_no_address_or_network_stops_the_start(string proxy, bool isGood)
    {
        var result = new GatewayOptionsValidator().Validate(
            null, new GatewayOptions { PublicBaseUrl = RunningGateway.PublicBaseUrl, TrustedProxies = [proxy] });

        Assert.Equal(isGood, result.Succeeded);
        Assert.StartsWith(isGood ? "" : GatewayOptions.ProxiesSetting, result.FailureMessage ?? "");
    }

    private static async Task<RunningGateway> Started(params string[] proxies)
    {
        var settings = proxies.Index().ToDictionary(
            proxy => $"{GatewayOptions.ProxiesSetting}:{proxy.Index}", proxy => (string?)proxy.Item);
        var gateway = new RunningGateway(new(settings) { ["Limits:LoginsPerMinute"] = "1" });
        await gateway.InitializeAsync();
        return gateway;
    }

    private static async Task<bool> IsTooMany(RunningGateway gateway, string forwardedFor)
    {
        var login = new HttpRequestMessage(HttpMethod.Post, "/login")
        {
            Content = new FormUrlEncodedContent([new("key", "a guess")]),
        };
        login.Headers.TryAddWithoutValidation("X-Forwarded-For", forwardedFor);
        return (await gateway.Send(login)).StatusCode == HttpStatusCode.TooManyRequests;
    }
}
