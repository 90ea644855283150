using System.Net;
using CryptoPay.Hosting.Cluster;
using CryptoPay.Hosting.Storage;
using CryptoPay.Silo.Storage.Sql;
using Orleans.Configuration;

namespace CryptoPay.Silo;

/// <summary>How silos find each other, and how soon they notice that one is gone.</summary>
internal static class Membership
{
    /// <summary>By the database that they share; a silo that has one for itself is alone.</summary>
    public static ISiloBuilder AddMembership(
        this ISiloBuilder silo, StorageOptions storage, IPEndPoint address, int gatewayPort)
    {
        if (!storage.IsShared)
        {
            return silo.UseLocalhostClustering(
                    address.Port, gatewayPort, primarySiloEndpoint: null, ClusterComposition.ServiceId,
                    ClusterComposition.ServiceId)
                .Configure<EndpointOptions>(endpoints => endpoints.AdvertisedIPAddress = address.Address);
        }

        return silo
            .Configure<ClusterOptions>(cluster =>
                (cluster.ServiceId, cluster.ClusterId) = (ClusterComposition.ServiceId, ClusterComposition.ServiceId))
            .ConfigureEndpoints(address.Address, address.Port, gatewayPort)
            .UseAdoNetClustering(members => members.Configure<Database>((provider, database) =>
                (provider.Invariant, provider.DataSource) = (database.Invariant, database.Source)))
            .Configure<ClusterMembershipOptions>(SetPatience);
    }

    /// <summary>
    /// A silo that is frozen or cut off is declared dead after about 10 s, and not after a minute; one that was and
    /// wakes up hears of it within 10 s; and a cluster that lost all silos waits 15 s for the last one, and not 90 s.
    /// </summary>
    private static void SetPatience(ClusterMembershipOptions members)
    {
        members.ProbeTimeout = TimeSpan.FromSeconds(2);
        members.MaxProbeTimeout = TimeSpan.FromSeconds(3);
        members.NumMissedProbesLimit = 3;
        members.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        members.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
    }
}
