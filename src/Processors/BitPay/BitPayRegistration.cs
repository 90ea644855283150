using CryptoPay.Payments.Processors;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Processors.BitPay;

public static class BitPayRegistration
{
    /// <summary>
    /// Registers one account: <see cref="IPaymentProcessor"/> and <see cref="IWebhookReceiver"/>, each keyed with its
    /// name. Settings that cannot work stop the start.
    /// </summary>
    public static IServiceCollection AddBitPay(
        this IServiceCollection services, string account, IConfigurationSection section)
    {
        services.AddOptionsWithValidateOnStart<BitPayOptions>(account).Bind(section)
            .Validate(options => options.HasUsableBaseUrl, $"{section.Path}:BaseUrl must be an absolute https URL "
                + "without user, query and fragment; http only on a loopback host.")
            .Validate(options => options.HasUsableApiToken, $"{section.Path}:ApiToken must be a token of the POS "
                + "facade: printable ASCII without spaces, not empty.")
            .Validate(options => options.HasUsableMerchantToken, $"{section.Path}:MerchantToken must be a token of the "
                + "merchant facade, printable ASCII without spaces, where there is a MerchantKey.")
            .Validate(options => options.HasUsableMerchantKey, $"{section.Path}:MerchantKey must be the secp256k1 "
                + "private key that MerchantToken was paired with, 64 hex digits.")
            .Validate(options => options.HasUsableWebhookUrl, $"{section.Path}:WebhookUrl must be an absolute https "
                + "URL without user, http only on a loopback host, or empty.");

        return services.AddAccount<BitPayProcessor, BitPayWebhook>(
            account, section, "bitpay.com", "test.bitpay.com");
    }
}
