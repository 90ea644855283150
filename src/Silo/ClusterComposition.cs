using CryptoPay.Processors;
using CryptoPay.Silo.Alerts;
using CryptoPay.Silo.Start;
using Orleans.Configuration;
using Orleans.Dashboard;

namespace CryptoPay.Silo;

public static class ClusterComposition
{
    private static readonly TimeSpan ConnectRetryPeriod = TimeSpan.FromSeconds(1);

    /// <summary>
    /// <c>Cluster:Mode</c>: a silo in this very process, or a client of one that runs alone on this machine.
    /// </summary>
    /// <param name="merchants">Those that call without a key in the settings.</param>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong; the message names it.</exception>
    public static void AddCluster(this WebApplicationBuilder builder, params ReadOnlySpan<string> merchants)
    {
        var cluster = ClusterSettings.From(builder.Configuration);
        if (cluster.Mode == ClusterMode.Embedded) builder.AddSilo(merchants);
        else builder.AddClient(cluster);
    }

    private static void AddClient(this WebApplicationBuilder builder, ClusterSettings cluster)
    {
        builder.Services.AddAlerts();
        builder.Services.AddProcessorAccounts(builder.Configuration);
        builder.Services.AddHostedService<SecretFolderWatch>();
        builder.Services.AddHealthChecks().AddCheck<ClusterHealthCheck>("silo");
        builder.UseOrleansClient(client => client
            .UseLocalhostClustering(
                cluster.GatewayPort!.Value, serviceId: SiloComposition.ServiceId, clusterId: SiloComposition.ServiceId)
            .Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = cluster.ResponseTimeout)
            .UseConnectionRetryFilter(async (_, cancellation) =>
            {
                await Task.Delay(ConnectRetryPeriod, TimeProvider.System, cancellation);
                return true;
            })
            .AddDashboard(dashboard => dashboard.HideTrace = true));
    }
}
