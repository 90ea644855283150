using System.Net;
using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Gateway.Tests.Access;

public class CallerRuleTests
{
    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("::ffff:10.1.2.3", true)]
    [InlineData("2001:db8::7", true)]
    [InlineData("192.0.2.1", false)]
    [InlineData("2001:db8::8", false)]
    [InlineData(null, false)]
    public void A_key_with_addresses_is_good_from_those(string? address, bool isAllowed)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);

        Assert.Equal(isAllowed, Rule(["10.0.0.0/8", "2001:db8::7"]).Allows(context));
    }

    [Fact]
    public void A_key_without_any_is_good_anywhere() => Assert.True(Rule(null).Allows(new DefaultHttpContext()));

    [Theory]
    [InlineData]
    [InlineData("")]
    [InlineData("10.0.0.0/8", "office")]
    [InlineData("10.0.0.1/8")]
    [InlineData(null, "10.0.0.0/8")]
    public void Addresses_that_are_none_are_no_rule(params string?[] addresses)
    {
        Assert.False(CallerRule.TryParse(addresses, null, out _, out var wrong));

        Assert.StartsWith("Addresses must be a list of IP addresses, and of networks such as 10.0.0.0/8", wrong);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" a.example.test")]
    [InlineData("CN=a.example.test")]
    [InlineData("a\nb")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void A_subject_that_is_no_common_name_is_no_rule(string subject)
    {
        Assert.False(CallerRule.TryParse(null, subject, out _, out var wrong));

        Assert.StartsWith("CertificateSubject must be the common name of a certificate", wrong);
    }

    [Fact]
    public async Task From_elsewhere_a_right_key_is_answered_as_a_wrong_one_and_the_log_says_why_once_a_minute()
    {
        using var log = new LogCapture();
        await using var gateway = await Started(log);

        Assert.Equal(HttpStatusCode.BadRequest, (await gateway.Send(Call(RunningGateway.Key, "10.1.2.3"))).StatusCode);
        var refused = await gateway.Send(Call(RunningGateway.Key, "192.0.2.1"));
        var wrong = await gateway.Send(Call("wrong", "192.0.2.1"));
        await gateway.Send(Call(RunningGateway.Key, "192.0.2.1"));

        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal(WithoutTrace(await wrong.Text()), WithoutTrace(await refused.Text()));
        (wrong.Headers.Date, refused.Headers.Date) = (null, null);
        Assert.Equal(wrong.Headers.ToString(), refused.Headers.ToString());
        Assert.Single(log.Lines, line => line.Contains(
            "API key tests is right and was not let in from 192.0.2.1: its Addresses do not include the caller's"));
    }

    [Fact]
    public async Task A_session_is_good_where_its_key_is()
    {
        using var log = new LogCapture();
        await using var gateway = await Started(log);
        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.Send(Login("192.0.2.1"))).StatusCode);
        var session = (await gateway.Send(Login("10.1.2.3"))).Headers.GetValues("Set-Cookie").Single().Split(';')[0];

        Assert.NotEqual(HttpStatusCode.Unauthorized, (await gateway.Send(Dashboard(session, "10.9.9.9"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.Send(Dashboard(session, "192.0.2.1"))).StatusCode);
    }

    [Theory]
    [InlineData("ApiKeys:tests:Addresses", "office")]
    [InlineData("ApiKeys:tests:Addresses", "")]
    [InlineData("ApiKeys:tests:Addresses:0", "10.0.0.1/8")]
    [InlineData("ApiKeys:tests:CertificateSubject", "")]
    public void A_start_with_a_rule_that_is_none_stops_and_names_it(string setting, string value)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => new RunningGateway(new() { [setting] = value }));

        Assert.StartsWith(setting.EndsWith(":0", StringComparison.Ordinal) ? setting[..^2] : setting, refusal.Message);
    }

    [Fact]
    public async Task A_rule_that_is_broken_while_we_run_opens_nothing()
    {
        await using var gateway = new RunningGateway(new() { ["ApiKeys:tests:Addresses"] = "127.0.0.0/8" });
        await gateway.InitializeAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await gateway.Send(Call(RunningGateway.Key))).StatusCode);

        gateway.Configuration["ApiKeys:tests:Addresses"] = "127.0.0.0/8,10.0.0.0/8";
        gateway.Configuration.Reload();

        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.Send(Call(RunningGateway.Key))).StatusCode);
    }

    private static CallerRule Rule(string[]? addresses)
    {
        Assert.True(CallerRule.TryParse(addresses, null, out var rule, out _));
        return rule;
    }

    private static async Task<RunningGateway> Started(LogCapture log)
    {
        var gateway = new RunningGateway(
            new()
            {
                [GatewayOptions.ProxiesSetting] = "127.0.0.1",
                ["ApiKeys:tests:Addresses:0"] = "10.0.0.0/8",
                ["ApiKeys:operator:Addresses"] = "10.0.0.0/8",
            },
            builder => builder.Logging.AddProvider(log));
        await gateway.InitializeAsync();
        return gateway;
    }

    private static HttpRequestMessage Call(string key, string from = "") =>
        From(Requests.Get("/v1/payment-intents?take=0").WithKey(key), from);

    private static HttpRequestMessage Login(string from) => From(
        new HttpRequestMessage(HttpMethod.Post, "/login")
        {
            Content = new FormUrlEncodedContent([new("key", RunningGateway.OperatorKey)]),
        }, from);

    private static HttpRequestMessage Dashboard(string session, string from) =>
        From(new HttpRequestMessage(HttpMethod.Get, "/dashboard") { Headers = { { "Cookie", session } } }, from);

    private static HttpRequestMessage From(HttpRequestMessage request, string from)
    {
        if (from != "") request.Headers.Add("X-Forwarded-For", from);
        return request;
    }

    private static string WithoutTrace(string problem) => problem.Split("\"traceId\"")[0];
}
