using CryptoPay.Hosting.Alerts;
using CryptoPay.Hosting.Start;
using CryptoPay.Processors;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Dashboard;

namespace CryptoPay.Hosting.Cluster;

public static class ClusterComposition
{
    /// <summary>By which silo and clients know that they belong together.</summary>
    public const string ServiceId = "cryptopay";

    private static readonly TimeSpan ConnectRetryPeriod = TimeSpan.FromSeconds(1);

    /// <summary>A client of a silo that runs alone on this machine.</summary>
    /// <exception cref="InvalidOperationException">A setting is missing or wrong; the message names it.</exception>
    public static void AddClusterClient(this WebApplicationBuilder builder)
    {
        var cluster = ClusterSettings.From(builder.Configuration);
        builder.Services.AddAlerts();
        builder.Services.AddProcessorAccounts(builder.Configuration);
        builder.Services.AddHostedService<SecretFolderWatch>();
        builder.Services.AddHealthChecks().AddCheck<ClusterHealthCheck>("silo");
        builder.UseOrleansClient(client => client
            .UseLocalhostClustering(cluster.GatewayPort!.Value, serviceId: ServiceId, clusterId: ServiceId)
            .Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = cluster.ResponseTimeout)
            .UseConnectionRetryFilter(async (_, cancellation) =>
            {
                await Task.Delay(ConnectRetryPeriod, TimeProvider.System, cancellation);
                return true;
            })
            .AddDashboard(dashboard => dashboard.HideTrace = true));
    }
}
