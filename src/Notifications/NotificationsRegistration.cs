using CryptoPay.Notifications.Http;
using CryptoPay.Payments.Cases;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace CryptoPay.Notifications;

public static class NotificationsRegistration
{
    private const string Section = "Notifications";

    /// <summary>A case sink for each merchant under <c>Notifications</c>, and where they may send to.</summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddNotificationHosts(configuration);
        services.AddNotificationHttp();
        foreach (var merchant in configuration.GetSection(Section).GetChildren())
        {
            var name = merchant.Key;
            services.AddOptions<NotificationOptions>(name)
                .Validate(
                    options => WebhookSecret.IsOne(options.Secret)
                        || (string.IsNullOrEmpty(options.Secret) && options.Hosts is []),
                    $"{merchant.Path}:Secret must be {WebhookSecret.Says}; it is required where there are hosts.")
                .Validate(
                    options => string.IsNullOrEmpty(options.PreviousSecret)
                        || WebhookSecret.IsOne(options.PreviousSecret),
                    $"{merchant.Path}:PreviousSecret must be {WebhookSecret.Says}, or empty.");
            services.AddSingleton<ICaseSink>(
                provider => ActivatorUtilities.CreateInstance<NotificationSink>(provider, name));
        }

        return services;
    }

    /// <summary>Where each merchant's notifications may go: all that a gateway without a silo needs.</summary>
    public static IServiceCollection AddNotificationHosts(
        this IServiceCollection services, IConfiguration configuration)
    {
        // A gateway asks for it, and a silo in the same process.
        if (services.Any(service => service.ServiceType == typeof(NotificationHosts))) return services;
        foreach (var merchant in configuration.GetSection(Section).GetChildren())
        {
            services.AddOptionsWithValidateOnStart<NotificationOptions>(merchant.Key).Bind(merchant)
                // The binder passes over a text where a list belongs, and nothing would be sent.
                .PostConfigure(options =>
                {
                    if (merchant[nameof(NotificationOptions.Hosts)] is { Length: > 0 } one) options.Hosts = [one];
                })
                .Validate<IHostEnvironment>(
                    (options, environment) => Array.TrueForAll(
                        options.Hosts, host => MerchantHosts.IsName(host, environment.IsDevelopment())),
                    $"{merchant.Path}:Hosts must be a list of exact host names ({merchant.Path}:Hosts:0 is the first), "
                    + "such as hooks.example.com: in ASCII, without scheme, port, path and a full stop at the end, and "
                    + "no IP address; only in Development hosts of this machine, such as localhost.");
        }

        services.TryAddSingleton(TimeProvider.System);
        return services.AddSingleton<NotificationHosts>();
    }
}
