using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Accounts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Processors.CoinbaseCommerce;

public static class CoinbaseCommerceRegistration
{
    /// <summary>
    /// Registers one account: <see cref="IPaymentProcessor"/> and <see cref="IWebhookReceiver"/>, each keyed with its
    /// name. Settings that cannot work stop the start.
    /// </summary>
    public static IServiceCollection AddCoinbaseCommerce(
        this IServiceCollection services, string account, IConfigurationSection section)
    {
        services.AddAccountOptions<CoinbaseCommerceOptions>(account, section)
            .MustHaveBaseUrl(options => options.BaseUrl)
            .MustHaveKey("ApiKey", "an API key", options => options.ApiKey)
            .MustHaveText("WebhookSecret", "the webhook shared secret", options => options.WebhookSecret);


        return services.AddAccount<CoinbaseCommerceProcessor, CoinbaseCommerceWebhook>(
            account, section, "commerce.coinbase.com");
    }
}
