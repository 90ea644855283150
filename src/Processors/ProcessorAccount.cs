using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Processors;

internal static class ProcessorAccount
{
    /// <summary>
    /// One account's HTTP client and its two ports, keyed with its name. Each class is made once and is given the name.
    /// </summary>
    public static IServiceCollection AddAccount<TProcessor, TWebhook>(this IServiceCollection services, string account)
        where TProcessor : class, IPaymentProcessor
        where TWebhook : class, IWebhookReceiver
    {
        services.AddProcessorHttp(account);
        return services
            .AddKeyedSingleton<IPaymentProcessor>(
                account, (provider, _) => ActivatorUtilities.CreateInstance<TProcessor>(provider, account))
            .AddKeyedSingleton<IWebhookReceiver>(
                account, (provider, _) => ActivatorUtilities.CreateInstance<TWebhook>(provider, account));
    }
}
