using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Tests.BtcPay;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CryptoPay.Processors.Tests;

public sealed class ProcessorAccountsTests
{
    [Fact]
    public void Each_account_is_a_port_and_a_receiver_under_its_name()
    {
        using var services = Start(Account("shop").Concat(Account("desk")));

        Assert.Equal(["desk", "shop"], services.GetRequiredService<ProcessorAccounts>().Names);
        Assert.NotNull(services.GetKeyedService<IPaymentProcessor>("shop"));
        Assert.NotNull(services.GetKeyedService<IWebhookReceiver>("desk"));
        Assert.NotSame(
            services.GetKeyedService<IPaymentProcessor>("shop"), services.GetKeyedService<IPaymentProcessor>("desk"));
        Assert.Null(services.GetKeyedService<IPaymentProcessor>("nobody"));
    }

    [Theory]
    [InlineData("", "desk")]
    [InlineData("shop", "shop")]
    public void The_default_is_the_one_that_is_set_or_the_first(string setting, string expected)
    {
        using var services = Start([.. Account("shop"), .. Account("desk"), new("DefaultProcessor", setting)]);

        Assert.Equal(expected, services.GetRequiredService<ProcessorAccounts>().Default);
    }

    [Fact]
    public void Rules_are_taken_in_the_order_of_their_numbers()
    {
        using var services = Start([.. Account("desk"), .. Account("shop"), new("DefaultProcessor", "desk"),
            new("ProcessorRules:0:CryptoCode", "USDC"), new("ProcessorRules:0:Accounts:0", "shop"),
            new("ProcessorRules:1:Merchant", "m"), new("ProcessorRules:1:Accounts:0", "desk"),
            new("ProcessorRules:1:Accounts:1", "shop")]);
        var accounts = services.GetRequiredService<ProcessorAccounts>();

        Assert.Equal(["shop"], accounts.For("m", "", "USD", "USDC"));
        Assert.Equal(["desk", "shop"], accounts.For("m", "", "USD", "BTC"));
        Assert.Equal(["desk"], accounts.For("other", "", "USD", "BTC"));
    }

    [Fact]
    public void Without_accounts_there_is_no_default()
    {
        using var services = Start([]);

        Assert.Equal("", services.GetRequiredService<ProcessorAccounts>().Default);
    }

    [Theory]
    [InlineData("Processors:desk:Kind", null, "Processors:desk:Kind is missing; allowed: ")]
    [InlineData("Processors:desk:Kind", "BTCPay", "Processors:desk:Kind is \"BTCPay\"; allowed: ")]
    [InlineData("DefaultProcessor", "shop", "DefaultProcessor is \"shop\"; allowed: desk.")]
    [InlineData("ProcessorRules:0:IsoCode", "USD", "ProcessorRules:0:Accounts is missing; allowed: desk.")]
    [InlineData("ProcessorRules:0:Accounts:0", "shop", "ProcessorRules:0:Accounts is \"shop\"; allowed: desk.")]
    public void A_name_that_there_is_not_stops_the_start(string setting, string? value, string message)
    {
        var settings = Account("desk").Where(pair => pair.Key != setting).Append(new(setting, value));

        Assert.StartsWith(message, Assert.Throws<InvalidOperationException>(() => Start(settings)).Message);
    }

    [Theory]
    [InlineData("BaseUrl", null)]
    [InlineData("BaseUrl", "")]
    [InlineData("BaseUrl", "pay.example.com")]
    [InlineData("BaseUrl", "/relative")]
    [InlineData("BaseUrl", "ftp://pay.example.com")]
    [InlineData("BaseUrl", "http://pay.example.com")]
    [InlineData("BaseUrl", "https://user:pass@pay.example.com")]
    [InlineData("BaseUrl", "https://pay.example.com/?a=b")]
    [InlineData("ApiKey", null)]
    [InlineData("ApiKey", "")]
    [InlineData("ApiKey", "a b")]
    [InlineData("ApiKey", "key\n")]
    [InlineData("ApiKey", "schlüssel")]
    [InlineData("StoreId", null)]
    [InlineData("StoreId", " ")]
    [InlineData("WebhookSecret", null)]
    [InlineData("WebhookSecret", "")]
    public void A_setting_that_cannot_work_stops_the_start_and_is_named(string setting, string? value)
    {
        using var services = Start(Account("desk").Append(new($"Processors:desk:{setting}", value)));

        var error = Assert.Throws<OptionsValidationException>(
            () => services.GetRequiredService<IStartupValidator>().Validate());

        var failure = Assert.Single(error.Failures);
        Assert.StartsWith($"Processors:desk:{setting} must be ", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://pay.example.com")]
    [InlineData("https://example.com/btcpay/")]
    [InlineData("http://localhost:23000")]
    [InlineData("http://[::1]:23000")]
    public void A_URL_that_works_starts(string url)
    {
        using var services = Start(Account("desk").Append(new("Processors:desk:BaseUrl", url)));

        services.GetRequiredService<IStartupValidator>().Validate();
    }

    private static IEnumerable<KeyValuePair<string, string?>> Account(string name) =>
        BtcPayDialect.Settings.Select(pair => KeyValuePair.Create($"Processors:{name}:{pair.Key}", pair.Value));

    /// <summary>Of a setting that stands there twice the last counts.</summary>
    private static ServiceProvider Start(IEnumerable<KeyValuePair<string, string?>> settings) => new ServiceCollection()
        .AddProcessorAccounts(new ConfigurationBuilder()
            .AddInMemoryCollection(settings.GroupBy(pair => pair.Key, (_, same) => same.Last()))
            .Build())
        .BuildServiceProvider();
}
