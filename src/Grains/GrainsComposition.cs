using CryptoPay.Grains.Access;
using CryptoPay.Grains.Cases;
using CryptoPay.Grains.Cluster;
using CryptoPay.Grains.Customers;
using CryptoPay.Grains.DataKeys;
using CryptoPay.Grains.Effects;
using CryptoPay.Grains.Index;
using CryptoPay.Grains.Interfaces.Access;
using CryptoPay.Grains.Metrics;
using CryptoPay.Grains.Reconciling;
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
    /// <c>Polling</c>, <c>Invoices</c>, <c>Cases</c>, <c>Resume</c>, <c>Retention</c> and <c>Reconciling</c>, checked
    /// at start each and together, the serializer of the state, the sweep, the retention, the reconciliations.
    /// </summary>
    public static IServiceCollection AddPaymentIntentGrains(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddPolicy<PollingPolicy>("Polling").AddPolicy<InvoicePolicy>("Invoices")
            .AddPolicy<CasePolicy>("Cases").AddPolicy<ResumePolicy>("Resume").AddPolicy<RetentionPolicy>("Retention")
            .AddPolicy<ReconciliationPolicy>("Reconciling");
        services.AddSingleton<IValidateOptions<PollingPolicy>, PollingRelations>();
        services.AddDataProtection();
        services.AddSealedRows();
        services.AddSingleton<LiveSilos>();
        services.AddSingleton<AccountRests>().AddHostedService(provider => provider.GetRequiredService<AccountRests>());
        services.AddSingleton<WatchedOrders>();
        services.AddSingleton<AccountAlerts>();
        services.AddSingleton<OrderMetrics>().AddSingleton<AccountWebhooks>().AddHostedService<Backlog>();
        services.AddSingleton<OrderAccounts>();
        services.AddSingleton<EffectContext>();
        services.AddSingleton<CaseSinks>();
        services.AddSingleton<SinkAlerts>();
        services.AddSingleton<CaseContext>();
        services.AddSingleton<ResumeCodes>();
        services.AddOperatorSecrets();
        services.AddSingleton<MissedTicks>().AddHostedService<OverdueSweep>();
        services.AddSingleton<Erasures>().AddHostedService<Retention>();
        services.AddSingleton<OurOrders>().AddSingleton<ReconciliationMetrics>().AddHostedService<Reconciliations>();
        return services;
    }

    /// <summary>What operators' passwords and codes are made and compared with; needs Data Protection.</summary>
    public static IServiceCollection AddOperatorSecrets(this IServiceCollection services) => services
        .AddSingleton<IPasswordHasher<Operator>, PasswordHasher<Operator>>()
        .AddSingleton<OperatorSecrets>();

    /// <summary>
    /// What stands between payment intents and their rows; needs Data Protection, a store of data keys and the storage
    /// of the rows.
    /// </summary>
    public static IServiceCollection AddSealedRows(this IServiceCollection services)
    {
        services.TryAddSingleton(new ClusterLevel(ClusterLevel.Newest));
        services.TryAddSingleton<PaymentIntentSerializer>();
        services.AddSingleton<DataKeySource>().AddSingleton<SealedRows>();
        services.AddKeyedSingleton<IGrainStorageSerializer>(
            PaymentIntentDocument.RowsName, (provider, _) => provider.GetRequiredService<PaymentIntentSerializer>());
        return services.AddKeyedSingleton<IGrainStorage>(PaymentIntentDocument.StorageName, (provider, _) =>
            new SealedStorage(
                provider.GetRequiredKeyedService<IGrainStorage>(PaymentIntentDocument.RowsName),
                provider.GetRequiredService<SealedRows>()));
    }

    private static IServiceCollection AddPolicy<TPolicy>(this IServiceCollection services, string section)
        where TPolicy : class
    {
        services.AddOptions<TPolicy>().BindConfiguration(section).ValidateDataAnnotations().ValidateOnStart();
        return services.AddSingleton(provider => provider.GetRequiredService<IOptions<TPolicy>>().Value);
    }
}
