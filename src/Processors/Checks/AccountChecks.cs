using System.Collections.Immutable;
using CryptoPay.Payments.Processors;
using CryptoPay.Processors.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CryptoPay.Processors.Checks;

/// <summary>A look at every configured account, without a start and without a change.</summary>
public static class AccountChecks
{
    /// <summary>Lets the accounts' calls be watched. Only for a program that checks and ends.</summary>
    public static IServiceCollection AddAccountChecks(this IServiceCollection services, IEnumerable<string> accounts)
    {
        foreach (var account in accounts)
        {
            services.AddKeyedSingleton(
                account, (provider, _) => new ServerTime(provider.GetRequiredService<TimeProvider>()));
            services.AddHttpClient(ProcessorHttp.ClientNameOf(account)).AddHttpMessageHandler(
                provider => provider.GetRequiredKeyedService<ServerTime>(account).Watch());
        }

        return services;
    }

    /// <param name="webhookUrl">Where the account's webhooks have to go.</param>
    public static Task<ImmutableArray<Finding>> CheckAccount(
        this IServiceProvider services, string account, string webhookUrl, CancellationToken cancellation) =>
        new AccountCheck(
            services.GetRequiredKeyedService<IPaymentProcessor>(account),
            // Not every kind of processor can be asked how our account is set up.
            services.GetKeyedService<IAccountCheck>(account),
            services.GetRequiredKeyedService<ServerTime>(account)).Run(webhookUrl, cancellation);
}
