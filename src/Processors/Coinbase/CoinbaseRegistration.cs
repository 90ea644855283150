using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Accounts;
using CryptoPay.Processors.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Processors.Coinbase;

public static class CoinbaseRegistration
{
    /// <summary>
    /// Registers one account: <see cref="IPaymentProcessor"/> and <see cref="IWebhookReceiver"/>, each keyed with its
    /// name. Settings that cannot work stop the start, and are not shown.
    /// </summary>
    public static IServiceCollection AddCoinbase(
        this IServiceCollection services, string account, IConfigurationSection section)
    {
        services.AddAccountOptions<CoinbaseOptions>(account, section)
            .MustHaveBaseUrl(options => options.BaseUrl)
            .MustHaveKey("KeyId", "the ID of an API key", options => options.KeyId)
            .MustBe("PrivateKey", "the PEM of an EC private key on P-256 (ES256), not encrypted; line breaks may be "
                + "written as \\n. Ed25519 is not supported", options => options.HasUsablePrivateKey())
            .MustHaveText(
                "WebhookSecret", "the secret of the webhook's subscription", options => options.WebhookSecret);


        services.AddAccount<CoinbaseProcessor, CoinbaseWebhook>(account, section, "payments.coinbase.com");
        // Added last, it stands inside the retries.
        services.AddHttpClient(ProcessorHttp.ClientNameOf(account))
            .AddHttpMessageHandler(provider => new CoinbaseToken(provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
