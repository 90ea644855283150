using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Http;
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
        services.AddOptionsWithValidateOnStart<CoinbaseCommerceOptions>(account).Bind(section)
            .Validate(options => CallSettings.IsUsableUrl(options.BaseUrl), $"{section.Path}:BaseUrl must be an "
                + "absolute https URL without user, query and fragment; http only on a loopback host.")
            .Validate(options => CallSettings.IsUsableKey(options.ApiKey), $"{section.Path}:ApiKey must be an API key: "
                + "printable ASCII without spaces, not empty.")
            .Validate(options => !string.IsNullOrWhiteSpace(options.WebhookSecret),
                $"{section.Path}:WebhookSecret must be the webhook shared secret, not empty.");

        return services.AddAccount<CoinbaseCommerceProcessor, CoinbaseCommerceWebhook>(
            account, section, "commerce.coinbase.com");
    }
}
