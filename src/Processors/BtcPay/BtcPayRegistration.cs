using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Processors.BtcPay;

public static class BtcPayRegistration
{
    /// <summary>
    /// Registers one account: <see cref="IPaymentProcessor"/> and <see cref="IWebhookReceiver"/>, each keyed with its
    /// name. Settings that cannot work stop the start.
    /// </summary>
    public static IServiceCollection AddBtcPay(
        this IServiceCollection services, string account, IConfigurationSection section)
    {
        services.AddOptionsWithValidateOnStart<BtcPayOptions>(account).Bind(section)
            .Validate(options => CallSettings.IsUsableUrl(options.BaseUrl), $"{section.Path}:BaseUrl must be an "
                + "absolute https URL without user, query and fragment; http only on a loopback host.")
            .Validate(options => CallSettings.IsUsableKey(options.ApiKey), $"{section.Path}:ApiKey must be an API key "
                + "of the server: printable ASCII without spaces, not empty.")
            .Validate(options => !string.IsNullOrWhiteSpace(options.StoreId),
                $"{section.Path}:StoreId must be the ID of a store, not empty.")
            .Validate(options => !string.IsNullOrWhiteSpace(options.WebhookSecret),
                $"{section.Path}:WebhookSecret must be the secret of the store's webhook, not empty.");

        return services.AddAccount<BtcPayProcessor, BtcPayWebhook>(account, section);
    }
}
