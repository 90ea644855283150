using CryptoPay.Grains.Access;
using CryptoPay.Grains.Cases;
using CryptoPay.Grains.Cluster;
using CryptoPay.Grains.Effects;
using CryptoPay.Grains.Index;
using CryptoPay.Grains.Interfaces.Access;
using CryptoPay.Grains.Resuming;
using CryptoPay.Grains.Storage;
using CryptoPay.Grains.Sweep;
using CryptoPay.Payments.Cases;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace CryptoPay.Grains;

public static class GrainsComposition
{
    /// <summary>
    /// What the grains need beside a storage, an index and processor accounts: policies from the sections
    /// <c>Polling</c>, <c>Invoices</c>, <c>Cases</c> and <c>Resume</c>, checked at start each and together, the
    /// serializer of the state, the sweep.
    /// </summary>
    public static IServiceCollection AddPaymentIntentGrains(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddPolicy<PollingPolicy>("Polling").AddPolicy<InvoicePolicy>("Invoices")
            .AddPolicy<CasePolicy>("Cases").AddPolicy<ResumePolicy>("Resume");
        services.AddSingleton<IValidateOptions<PollingPolicy>, PollingRelations>();
        services.AddDataProtection();
        services.AddSingleton<PaymentIntentSerializer>();
        services.AddKeyedSingleton<IGrainStorageSerializer>(
            PaymentIntentDocument.StorageName, (provider, _) => provider.GetRequiredService<PaymentIntentSerializer>());
        services.AddSingleton<LiveSilos>();
        services.TryAddSingleton(new ClusterLevel(ClusterLevel.Newest));
        services.AddSingleton<AccountRests>().AddHostedService(provider => provider.GetRequiredService<AccountRests>());
        services.AddSingleton<WatchedOrders>();
        services.AddSingleton<AccountAlerts>();
        services.AddSingleton<OrderAccounts>();
        services.AddSingleton<EffectContext>();
        services.AddSingleton<CaseSinks>();
        services.AddSingleton<SinkAlerts>();
        services.AddSingleton<CaseContext>();
        services.AddSingleton<ResumeCodes>();
        services.AddOperatorSecrets();
        services.AddSingleton<MissedTicks>().AddHostedService<OverdueSweep>();
        return services;
    }

    /// <summary>What operators' passwords and codes are made and compared with; needs Data Protection.</summary>
    public static IServiceCollection AddOperatorSecrets(this IServiceCollection services) => services
        .AddSingleton<IPasswordHasher<Operator>, PasswordHasher<Operator>>()
        .AddSingleton<OperatorSecrets>();

    private static IServiceCollection AddPolicy<TPolicy>(this IServiceCollection services, string section)
        where TPolicy : class
    {
        services.AddOptions<TPolicy>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton(provider => provider.GetRequiredService<IOptions<TPolicy>>().Value);
    }
}
