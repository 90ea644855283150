using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Accounts;
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
        services.AddAccountOptions<BtcPayOptions>(account, section)
            .MustHaveBaseUrl(options => options.BaseUrl)
            .MustHaveKey("ApiKey", "an API key of the server", options => options.ApiKey)
            .MustHaveText("StoreId", "the ID of a store", options => options.StoreId)
            .MustHaveText("WebhookSecret", "the secret of the store's webhook", options => options.WebhookSecret);


        return services.AddAccount<BtcPayProcessor, BtcPayWebhook>(account, section);
    }
}
