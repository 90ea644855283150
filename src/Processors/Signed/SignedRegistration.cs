using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Accounts;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Processors.Signed;

public static class SignedRegistration
{
    /// <summary>
    /// Registers one account: <see cref="IPaymentProcessor"/> and <see cref="IWebhookReceiver"/>, each keyed with its
    /// name. Settings that cannot work stop the start.
    /// </summary>
    public static IServiceCollection AddSigned(
        this IServiceCollection services, string account, IConfigurationSection section)
    {
        services.AddAccountOptions<SignedOptions>(account, section)
            .MustHaveBaseUrl(options => options.BaseUrl)
            .MustHaveKey("ApiKey", "an API key of the processor", options => options.ApiKey)
            .MayHaveWebhookUrl(options => options.WebhookUrl)
            .MustBe("Scheme", $"one of {string.Join(", ", Enum.GetNames<SignatureScheme>())}",
                options => Enum.IsDefined(options.Scheme))
            .MustBe("WebhookSecret", "the secret that the processor signs with; for StandardWebhooks whsec_ and the "
                + "base64 of 24 to 64 bytes, or empty beside a PublicKey", HasUsableSecrets)
            .MustBe("PublicKey", "whpk_ and the base64 of an ed25519 public key, and is for StandardWebhooks only",
                HasUsablePublicKeys);


        return services.AddAccount<SignedProcessor, SignedWebhook>(account, section);
    }

    private static bool HasUsableSecrets(SignedOptions options) => options.Scheme is SignatureScheme.StandardWebhooks
        ? options.Secrets.All(secret => StandardWebhooksKeys.Secret(secret) is not null)
            && !(string.IsNullOrEmpty(options.WebhookSecret) && string.IsNullOrEmpty(options.PublicKey))
        : !string.IsNullOrWhiteSpace(options.WebhookSecret);

    private static bool HasUsablePublicKeys(SignedOptions options) => options.PublicKeys.All(key =>
        options.Scheme is SignatureScheme.StandardWebhooks && StandardWebhooksKeys.PublicKey(key) is not null);
}
