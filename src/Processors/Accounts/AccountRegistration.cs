using System.Collections.Frozen;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Checks;
using CryptoPay.Processors.Http;
using CryptoPay.Processors.Links;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CryptoPay.Processors.Accounts;

internal static class AccountRegistration
{
    /// <summary>
    /// One account's HTTP client and its two ports, keyed with its name. Each class is made once and is given the name.
    /// The links that it finds are looked at here, once for all kinds.
    /// </summary>
    /// <param name="hosts">Where the kind's pages for customers are, beside the host of its BaseUrl.</param>
    public static IServiceCollection AddAccount<TProcessor, TWebhook>(
        this IServiceCollection services, string account, IConfigurationSection section, params string[] hosts)
        where TProcessor : class, IPaymentProcessor
        where TWebhook : class, IWebhookReceiver
    {
        services.AddProcessorHttp(account);
        services.AddAccountOptions<LinkOptions>(account, section).MustBe("LinkHosts",
            $"a list of host names ({section.Path}:LinkHosts:0 is the first) without scheme, port and path, in ASCII",
            options => options.HasUsableLinkHosts);
        services.AddKeyedSingleton(
            account, (provider, _) => ActivatorUtilities.CreateInstance<TProcessor>(provider, account));
        if (typeof(TProcessor).IsAssignableTo(typeof(IAccountCheck)))
        {
            services.AddKeyedSingleton(
                account, (provider, _) => (IAccountCheck)provider.GetRequiredKeyedService<TProcessor>(account));
        }

        if (typeof(TProcessor).IsAssignableTo(typeof(IListingProcessor)))
        {
            services.AddKeyedSingleton(
                account, (provider, _) => (IListingProcessor)provider.GetRequiredKeyedService<TProcessor>(account));
        }

        return services
            .AddKeyedSingleton<IPaymentProcessor>(account, (provider, _) =>
                Checked(provider, account, hosts, provider.GetRequiredKeyedService<TProcessor>(account)))
            .AddKeyedSingleton<IWebhookReceiver>(
                account, (provider, _) => ActivatorUtilities.CreateInstance<TWebhook>(provider, account));
    }

    private static LinkCheckedProcessor Checked(
        IServiceProvider provider, string account, string[] hosts, IPaymentProcessor adapter)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<LinkOptions>>();
        var links = new LinkCheck(account, hosts.ToFrozenSet(StringComparer.OrdinalIgnoreCase),
            provider.GetRequiredService<ILogger<LinkCheck>>());
        return adapter is IRefundingProcessor refunds
            ? new LinkCheckedRefundingProcessor(account, adapter, refunds, links, options)
            : new LinkCheckedProcessor(account, adapter, links, options);
    }
}
