using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.BtcPay;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Processors.Tests;

public sealed class ServedMerchantsTests
{
    [Fact]
    public void An_account_serves_whom_its_list_names_and_nobody_else()
    {
        var accounts = Start(["shop"], ("Processors:shop:Merchants:0", "north"), ("Processors:shop:Merchants:1", "south"));

        Assert.True(accounts.Serves("shop", "north"));
        Assert.True(accounts.Serves("SHOP", "south"));
        Assert.False(accounts.Serves("shop", "North"));
        Assert.False(accounts.Serves("shop", "default"));
        Assert.False(accounts.Serves("desk", "north"));
    }

    [Theory]
    [InlineData("default")]
    [InlineData("north", "ApiKeys:a:Merchant=north")]
    [InlineData("default", "ApiKeys:a:Sha256=of-a-key")]
    [InlineData("default", "ApiKeys:a:Merchant=*")]
    [InlineData("north", "ApiKeys:a:Merchant=*", "ApiKeys:b:Merchant=north", "ApiKeys:c:Merchant=north")]
    [InlineData("north", "Processors:desk:Merchants:0=north")]
    [InlineData("north", "Processors:desk:Merchants:0=north", "ApiKeys:a:Merchant=north")]
    public void Without_a_list_an_account_serves_the_one_merchant_that_is_known(string merchant, params string[] settings)
    {
        var accounts = Start(["shop", "desk"], Pairs(settings));

        Assert.Equal([merchant], accounts.Merchants["shop"]);
        Assert.False(accounts.Serves("shop", "another"));
    }

    [Theory]
    [InlineData("default, north", "ApiKeys:a:Merchant=north", "ApiKeys:b:Sha256=of-a-key")]
    [InlineData("north, south", "ApiKeys:a:Merchant=north", "Processors:desk:Merchants:0=south")]
    [InlineData("north, south", "Processors:desk:Merchants:0=south", "Processors:desk:Merchants:1=north")]
    public void Without_a_list_among_several_merchants_it_does_not_start_and_says_what_to_set(
        string known, params string[] settings)
    {
        var failure = Assert.Throws<InvalidOperationException>(() => Start(["shop", "desk"], Pairs(settings)));

        Assert.Contains(
            $":Merchants is missing. There are several merchants ({known}): set Processors:", failure.Message);
    }

    [Fact]
    public void A_merchant_who_calls_without_a_configured_key_counts_too()
    {
        var configuration = Configuration(["shop"], ("ApiKeys:a:Merchant", "north"));

        Assert.Throws<InvalidOperationException>(
            () => new ServiceCollection().AddProcessorAccounts(configuration, "default"));
    }

    [Theory]
    [InlineData("Processors:shop:Merchants=north")]
    [InlineData("Processors:shop:Merchants=")]
    [InlineData("Processors:shop:Merchants:0=*")]
    [InlineData("Processors:shop:Merchants:0=north", "Processors:shop:Merchants:1=")]
    [InlineData("Processors:shop:Merchants:0=a/b")]
    [InlineData("Processors:shop:Merchants:0=123456789012345678901234567890123")]
    public void A_list_that_names_no_merchant_does_not_start(params string[] settings)
    {
        var failure = Assert.Throws<InvalidOperationException>(() => Start(["shop"], Pairs(settings)));

        Assert.StartsWith("Processors:shop:Merchants must be a list of at least one merchant", failure.Message);
    }

    private static (string, string)[] Pairs(string[] settings) =>
        [.. settings.Select(setting => setting.Split('=', 2) is [var key, var value] ? (key, value) : default)];

    private static ProcessorAccounts Start(string[] accounts, params (string, string)[] settings)
    {
        using var services = new ServiceCollection().AddProcessorAccounts(Configuration(accounts, settings))
            .BuildServiceProvider();
        return services.GetRequiredService<ProcessorAccounts>();
    }

    private static IConfiguration Configuration(string[] accounts, params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(accounts.SelectMany(account => BtcPayDialect.Settings
                .Select(pair => KeyValuePair.Create($"Processors:{account}:{pair.Key}", (string?)pair.Value))))
            .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)))
            .Build();
}
