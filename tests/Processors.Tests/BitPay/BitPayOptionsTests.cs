using CryptoPay.Payments.Processors;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CryptoPay.Processors.Tests.BitPay;

public sealed class BitPayOptionsTests
{
    [Theory]
    [InlineData("BaseUrl", null)]
    [InlineData("BaseUrl", "bitpay.com")]
    [InlineData("BaseUrl", "http://bitpay.com")]
    [InlineData("BaseUrl", "https://bitpay.com?a=b")]
    [InlineData("ApiToken", null)]
    [InlineData("ApiToken", "")]
    [InlineData("ApiToken", "a b")]
    [InlineData("MerchantToken", "")]
    [InlineData("MerchantToken", "tökén")]
    [InlineData("MerchantKey", "")]
    [InlineData("MerchantKey", "00")]
    [InlineData("WebhookUrl", "/webhooks/main")]
    [InlineData("WebhookUrl", "http://pay.example.com/webhooks/main")]
    public void A_setting_that_cannot_work_stops_the_start_and_is_named(string setting, string? value)
    {
        var error = Assert.Throws<OptionsValidationException>(() => Start(setting, value));

        Assert.StartsWith(
            $"Processors:main:{setting} must be ", Assert.Single(error.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BaseUrl", "http://127.0.0.1:5090/sandbox/bitpay")]
    [InlineData("WebhookUrl", "")]
    [InlineData("WebhookUrl", "http://localhost:5080/webhooks/main?a=b")]
    public void A_setting_that_works_starts(string setting, string value) => Start(setting, value);

    [Fact]
    public void The_POS_facade_is_enough() => Start("MerchantToken", null, "MerchantKey");

    private static void Start(string setting, string? value, string without = "")
    {
        var settings = new Dictionary<string, string?>(BitPayDialect.Settings) { [setting] = value };
        settings.Remove(without);
        using var services = new ServiceCollection()
            .AddProcessorAccounts(new ConfigurationBuilder()
                .AddInMemoryCollection(settings.ToDictionary(pair => $"Processors:main:{pair.Key}", pair => pair.Value))
                .Build())
            .BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
        Assert.NotNull(services.GetRequiredKeyedService<IPaymentProcessor>("main"));
    }
}
