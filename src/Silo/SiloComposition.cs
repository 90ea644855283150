using CryptoPay.Genesys;
using CryptoPay.Grains;
using CryptoPay.Grains.Cluster;
using CryptoPay.Hosting.Alerts;
using CryptoPay.Hosting.Cluster;
using CryptoPay.Hosting.Logs;
using CryptoPay.Hosting.Start;
using CryptoPay.Hosting.Storage;
using CryptoPay.Hosting.Telemetry;
using CryptoPay.Notifications;
using CryptoPay.Processors;
using CryptoPay.Silo.Start;
using CryptoPay.Silo.Storage;
using CryptoPay.Silo.Storage.Postgres;
using Orleans.Configuration;
using Orleans.Dashboard;

namespace CryptoPay.Silo;

public static class SiloComposition
{
    /// <summary>A silo in this process: grains, storage, reminders, processor accounts, case sinks, dashboard.</summary>
    /// <param name="merchants">Those that call without a key in the settings.</param>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong; the message names it.</exception>
    public static void AddSilo(this WebApplicationBuilder builder, params ReadOnlySpan<string> merchants)
    {
        var storage = StorageOptions.In(builder.Configuration);
        var cluster = ClusterSettings.From(builder.Configuration);
        var siloPort = cluster.SiloPort ?? FreePort.Find(not: cluster.GatewayPort);
        var gatewayPort = cluster.GatewayPort ?? FreePort.Find(not: siloPort);
        builder.Services.AddStoredKeyRing(storage);

        // Before the silo, so that it ends after it and tells what went wrong in the end.
        builder.Services.AddAlerts();
        builder.Services.AddProcessorAccounts(builder.Configuration, merchants);
        builder.Services.AddGenesys(builder.Configuration);
        builder.Services.AddNotifications(builder.Configuration);
        builder.Services.AddSingleton<StorageHealthCheck>();
        builder.Services.AddHealthChecks()
            .AddCheck<SiloHealthCheck>("silo").AddCheck<StorageHealthCheck>("storage");
        builder.UseOrleans(silo => silo
            .AddMembership(storage, cluster, siloPort, gatewayPort)
            .AddPods(storage, builder.Configuration)
            .Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = cluster.ResponseTimeout)
            .AddDatabase(storage)
            .AddTraces(builder.Configuration)
            .AddDashboard(dashboard => dashboard.HideTrace = true));
        if (LogOptions.In(builder.Configuration).IsJson)
            builder.Services.AddSingleton<IIncomingGrainCallFilter, CallLines>();
        if (storage.IsShared)
        {
            builder.Services.AddHostedService(services => services.GetRequiredService<SharedKeys>());
            builder.Services.AddSingleton(new ClusterLevel(0)).AddHostedService<SiloLevels>();
        }

        // After the silo: their hosted services call grains as soon as they start.
        builder.Services.AddPaymentIntentGrains();
        builder.Services.AddHostedService<AccountChanges>().AddHostedService<SecretFolderWatch>();
    }

    private static ISiloBuilder AddTraces(this ISiloBuilder silo, IConfiguration configuration) =>
        TelemetryComposition.IsTraced(configuration) ? silo.AddActivityPropagation() : silo;
}
