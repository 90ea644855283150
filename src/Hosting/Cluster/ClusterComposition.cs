using CryptoPay.Hosting.Alerts;
using CryptoPay.Hosting.Start;
using CryptoPay.Hosting.Storage;
using CryptoPay.Hosting.Telemetry;
using CryptoPay.Processors;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Serialization;

namespace CryptoPay.Hosting.Cluster;

public static class ClusterComposition
{
    /// <summary>By which silo and clients know that they belong together.</summary>
    public const string ServiceId = "cryptopay";

    private static readonly TimeSpan ConnectRetryPeriod = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long a new silo is unknown, and calls go on to a frozen one that was declared dead. By default a minute: the
    /// only known one may be gone by then.
    /// </summary>
    private static readonly TimeSpan SiloListPeriod = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A client of the silos that share the database of <c>Storage:Provider</c> Postgres; else of the one silo that
    /// runs alone on this machine.
    /// </summary>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong; the message names it.</exception>
    public static void AddClusterClient(this WebApplicationBuilder builder)
    {
        var storage = StorageOptions.In(builder.Configuration);
        var cluster = ClusterSettings.From(builder.Configuration);
        if (storage.IsShared)
        {
            builder.Services.AddSingleton(_ => PostgresConnections.Open(storage));
            // Keys are made by silos alone: one with another certificate would write what nobody else opens.
            builder.Services.AddKeyRing(storage).PersistKeysToPostgres().DisableAutomaticKeyGeneration();
        }

        builder.Services.AddAlerts();
        builder.Services.AddProcessorAccounts(builder.Configuration);
        builder.Services.AddHostedService<SecretFolderWatch>();
        builder.Services.AddHealthChecks().AddCheck<ClusterHealthCheck>("silo");
        var others = builder.Services.ToHashSet();
        builder.UseOrleansClient(client => client
            .AddTraces(builder.Configuration)
            .FindSilos(storage, cluster)
            .Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = cluster.ResponseTimeout)
            .UseConnectionRetryFilter(async (_, cancellation) =>
            {
                await Task.Delay(ConnectRetryPeriod, TimeProvider.System, cancellation);
                return true;
            })
            .AddDashboard(dashboard => dashboard.HideTrace = true));
        builder.Services.Remove(builder.Services.Single(
            service => service.ServiceType == typeof(IHostedService) && !others.Contains(service)));
        builder.Services.AddSingleton<ClusterConnection>()
            .AddHostedService(services => services.GetRequiredService<ClusterConnection>());
    }

    /// <summary>
    /// Refuses what comes before the first silo was found; calls to a silo in the same process are not concerned.
    /// </summary>
    /// <exception cref="SiloUnavailableException">Of each such request, but of those to /health.</exception>
    public static void UseClusterConnection(this WebApplication app)
    {
        if (app.Services.GetService<ClusterConnection>() is not { } connection) return;
        app.Use((http, next) =>
            connection.IsMade || http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
            ? next(http)
            : throw new SiloUnavailableException("No silo has been found yet."));
    }

    private static IClientBuilder AddTraces(this IClientBuilder client, IConfiguration configuration) =>
        TelemetryComposition.IsTraced(configuration) ? client.AddActivityPropagation() : client;

    private static IClientBuilder FindSilos(
        this IClientBuilder client, StorageOptions storage, ClusterSettings cluster) => storage.IsShared
        ? client
            .Configure<ClusterOptions>(own => (own.ServiceId, own.ClusterId) = (ServiceId, ServiceId))
            .UseAdoNetClustering(members => members.Configure<NpgsqlDataSource>((provider, source) =>
                (provider.Invariant, provider.DataSource) = ("Npgsql", source)))
            .Configure<GatewayOptions>(silos => silos.GatewayListRefreshPeriod = SiloListPeriod)
            .Configure<ExceptionSerializationOptions>(DatabaseFaults.CrossTheWire)
        : client.UseLocalhostClustering(cluster.GatewayPort!.Value, serviceId: ServiceId, clusterId: ServiceId);
}
