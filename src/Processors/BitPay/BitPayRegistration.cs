using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Accounts;
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
        services.AddAccountOptions<BitPayOptions>(account, section)
            .MustHaveBaseUrl(options => options.BaseUrl)
            .MustHaveKey("ApiToken", "a token of the POS facade", options => options.ApiToken)
            .MustBe("MerchantToken", "a token of the merchant facade, printable ASCII without spaces, where there is a "
                + "MerchantKey", options => options.HasUsableMerchantToken)
            .MustBe("MerchantKey", "the secp256k1 private key that MerchantToken was paired with, 64 hex digits",
                options => options.HasUsableMerchantKey)
            .MayHaveWebhookUrl(options => options.WebhookUrl);


        return services.AddAccount<BitPayProcessor, BitPayWebhook>(
            account, section, "bitpay.com", "test.bitpay.com");
    }
}
