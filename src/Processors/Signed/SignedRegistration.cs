using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Http;
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
        services.AddOptionsWithValidateOnStart<SignedOptions>(account).Bind(section)
            .Validate(options => CallSettings.IsUsableUrl(options.BaseUrl), $"{section.Path}:BaseUrl must be an "
                + "absolute https URL without user, query and fragment; http only on a loopback host.")
            .Validate(options => CallSettings.IsUsableKey(options.ApiKey), $"{section.Path}:ApiKey must be an API key "
                + "of the processor: printable ASCII without spaces, not empty.")
            .Validate(
                options => string.IsNullOrEmpty(options.WebhookUrl)
                    || CallSettings.IsUsableUrl(options.WebhookUrl),
                $"{section.Path}:WebhookUrl must be empty or a URL like BaseUrl.")
            .Validate(options => Enum.IsDefined(options.Scheme), $"{section.Path}:Scheme must be one of "
                + $"{string.Join(", ", Enum.GetNames<SignatureScheme>())}.")
            .Validate(HasUsableSecrets, $"{section.Path}:WebhookSecret must be the secret that the processor signs "
                + "with; for StandardWebhooks whsec_ and the base64 of 24 to 64 bytes, or empty beside a PublicKey.")
            .Validate(HasUsablePublicKeys, $"{section.Path}:PublicKey must be whpk_ and the base64 of an ed25519 "
                + "public key, and is for StandardWebhooks only.");

        return services.AddAccount<SignedProcessor, SignedWebhook>(account, section);
    }

    private static bool HasUsableSecrets(SignedOptions options) => options.Scheme is SignatureScheme.StandardWebhooks
        ? options.Secrets.All(secret => StandardWebhooksKeys.Secret(secret) is not null)
            && !(string.IsNullOrEmpty(options.WebhookSecret) && string.IsNullOrEmpty(options.PublicKey))
        : !string.IsNullOrWhiteSpace(options.WebhookSecret);

    private static bool HasUsablePublicKeys(SignedOptions options) => options.PublicKeys.All(key =>
        options.Scheme is SignatureScheme.StandardWebhooks && StandardWebhooksKeys.PublicKey(key) is not null);
}
