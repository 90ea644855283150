using CryptoPay.Payments.Processors;
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
        services.AddOptionsWithValidateOnStart<CoinbaseOptions>(account).Bind(section)
            .Validate(options => CallSettings.IsUsableUrl(options.BaseUrl), $"{section.Path}:BaseUrl must be an "
                + "absolute https URL without user, query and fragment; http only on a loopback host.")
            .Validate(options => CallSettings.IsUsableKey(options.KeyId), $"{section.Path}:KeyId must be the ID of an "
                + "API key: printable ASCII without spaces, not empty.")
            .Validate(options => options.HasUsablePrivateKey(), $"{section.Path}:PrivateKey must be the PEM of an EC "
                + "private key on P-256 (ES256), not encrypted; line breaks may be written as \\n. "
                + "Ed25519 is not supported.")
            .Validate(options => !string.IsNullOrWhiteSpace(options.WebhookSecret),
                $"{section.Path}:WebhookSecret must be the secret of the webhook's subscription, not empty.");

        services.AddAccount<CoinbaseProcessor, CoinbaseWebhook>(account, section, "payments.coinbase.com");
        // Added last, it stands inside the retries.
        services.AddHttpClient(ProcessorHttp.ClientNameOf(account))
            .AddHttpMessageHandler(provider => new CoinbaseToken(provider.GetRequiredService<TimeProvider>()));
        return services;
    }
}
