using CryptoPay.Gateway.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;

namespace CryptoPay.Gateway.Tests.Hosting;

public class HostingTests
{
    [Fact]
    public void Production_does_not_start_without_a_processor()
    {
        var builder = NewBuilder("Production");

        var refusal = Assert.Throws<InvalidOperationException>(builder.AddEmbeddedSandbox);

        Assert.Contains("Processors:<account>:Kind", refusal.Message);
    }

    [Theory]
    [InlineData("Processors:shop:Kind", "BtcPay")]
    [InlineData("Cluster:Mode", "Client")]
    public void There_is_no_sandbox_beside_a_processor_or_apart_from_the_silo(string setting, string value)
    {
        var builder = NewBuilder("Development", (setting, value));

        builder.AddEmbeddedSandbox();

        Assert.False(EmbeddedSandbox.IsOn(builder.Configuration));
        Assert.Null(builder.Configuration["Processors:sandbox:Kind"]);
    }

    [Fact]
    public void The_sandboxs_accounts_serve_every_caller_unless_a_setting_says_whom()
    {
        var builder = NewBuilder(
            "Development", ("ApiKeys:a:Merchant", "north"), ("ApiKeys:b:Merchant", "*"),
            ("Processors:sandbox-signed:Merchants:0", "south"));

        builder.AddEmbeddedSandbox();

        Assert.True(EmbeddedSandbox.IsOn(builder.Configuration));
        Assert.Equal(["north", "default"], MerchantsOf("sandbox"));
        Assert.Equal(["south"], MerchantsOf("sandbox-signed"));

        string[] MerchantsOf(string account) =>
            builder.Configuration.GetSection($"Processors:{account}:Merchants").Get<string[]>()!;
    }

    [Fact]
    public void Production_does_not_guess_where_the_outside_reaches_it()
    {
        var builder = NewBuilder("Production");

        builder.AddOwnAddress();

        Assert.Null(builder.Configuration["Gateway:PublicBaseUrl"]);
    }

    [Theory]
    [InlineData("urls", "http://*:5099")]
    [InlineData("http_ports", "5099;5100")]
    [InlineData("Kestrel:Endpoints:Main:Url", "http://localhost:5099")]
    public void Development_links_to_where_it_listens(string setting, string value)
    {
        var builder = NewBuilder("Development", (setting, value), ("Telemetry:MetricsPort", "9464"));

        builder.AddOwnAddress();

        Assert.Equal("http://localhost:5099", builder.Configuration["Gateway:PublicBaseUrl"]);
    }

    private static WebApplicationBuilder NewBuilder(string environment, params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(
            settings.ToDictionary(pair => pair.Name, string? (pair) => pair.Value));
        return builder;
    }
}
