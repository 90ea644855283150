using System.Net;
using CryptoPay.Gateway.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Gateway.Tests.Access;

public class DevelopmentKeyTests
{
    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:5000")]
    [InlineData("127.0.0.1:5000")]
    [InlineData("127.5.6.7")]
    [InlineData("[::1]:5000")]
    public void It_opens_a_loopback_host(string host) => Assert.Equal("default", Find(host: host)?.Merchant);

    [Fact]
    public void It_may_do_everything_for_everybody_and_means_the_default_merchant() =>
        Assert.Equal(new KeyHolder("development", "default", ScopeNames.All, ReachesAll: true), Find());

    [Theory]
    [InlineData("example.com")]
    [InlineData("localhost.example.com")]
    [InlineData("127.0.0.1.example.com")]
    [InlineData("10.0.0.1")]
    [InlineData("[2001:db8::1]")]
    [InlineData("")]
    public void It_opens_no_other_host(string host) => Assert.Null(Find(host: host));

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("2001:db8::1")]
    [InlineData(null)]
    public void It_opens_to_no_other_machine(string? remote) => Assert.Null(Find(remote: remote));

    [Theory]
    [InlineData("Forwarded")]
    [InlineData("X-Forwarded-For")]
    [InlineData("x-forwarded-host")]
    [InlineData("X-Forwarded-Proto")]
    [InlineData("X-Original-For")]
    [InlineData("Via")]
    [InlineData("x-real-ip")]
    [InlineData("CF-Connecting-IP")]
    [InlineData("True-Client-IP")]
    [InlineData("X-Client-IP")]
    public void It_opens_to_nobody_behind_a_proxy_or_tunnel(string header) => Assert.Null(Find(header: header));

    [Fact]
    public void It_opens_with_its_own_words_only() => Assert.Null(Find(key: "dev-only-keys"));

    [Theory]
    [InlineData("Development", null, true)]
    [InlineData("Development", "Embedded", true)]
    [InlineData("Development", "Client", false)]
    [InlineData("Staging", null, false)]
    [InlineData("Production", null, false)]
    public void It_works_in_development_with_an_embedded_silo_only(string environment, string? mode, bool isOn)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration["Cluster:Mode"] = mode;
        builder.AddGateway();
        using var services = builder.Services.BuildServiceProvider();

        Assert.Equal(isOn, services.GetRequiredService<DevelopmentKey>().IsOn);
    }

    [Fact]
    public void Where_it_is_off_it_opens_nothing() => Assert.Null(Find(isOn: false));

    private static KeyHolder? Find(
        string host = "localhost", string? remote = "127.0.0.1", string header = "Accept", string key = "dev-only-key",
        bool isOn = true)
    {
        var context = new DefaultHttpContext();
        context.Request.Host = new HostString(host);
        context.Request.Headers[header] = "1";
        context.Connection.RemoteIpAddress = remote is null ? null : IPAddress.Parse(remote);
        return new DevelopmentKey(isOn).Find(ApiKeyRing.Hash(key), context);
    }
}
