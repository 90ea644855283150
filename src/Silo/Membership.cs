using System.Net;
using System.Net.Sockets;
using CryptoPay.Hosting.Cluster;
using CryptoPay.Hosting.Storage;
using CryptoPay.Silo.Storage.Sql;
using Orleans.Configuration;
using Orleans.Serialization;

namespace CryptoPay.Silo;

/// <summary>How silos find each other, and how soon they notice that one is gone.</summary>
internal static class Membership
{
    /// <summary>By the database that they share; a silo that has one for itself is alone.</summary>
    /// <exception cref="InvalidOperationException">
    /// <c>Cluster:Address</c> is missing, or no address of this machine.
    /// </exception>
    public static ISiloBuilder AddMembership(
        this ISiloBuilder silo, StorageOptions storage, ClusterSettings cluster, int siloPort, int gatewayPort)
    {
        if (!storage.IsShared)
        {
            return silo.UseLocalhostClustering(
                    siloPort, gatewayPort, primarySiloEndpoint: null, ClusterComposition.ServiceId,
                    ClusterComposition.ServiceId)
                .Configure<EndpointOptions>(endpoints => endpoints.AdvertisedIPAddress = IPAddress.Loopback);
        }

        var address = AddressIn(cluster);
        return silo
            .Configure<ClusterOptions>(cluster =>
                (cluster.ServiceId, cluster.ClusterId) = (ClusterComposition.ServiceId, ClusterComposition.ServiceId))
            .ConfigureEndpoints(address, siloPort, gatewayPort)
            // Of a pod, Orleans would listen on all addresses.
            .Configure<EndpointOptions>(own => (own.SiloListeningEndpoint, own.GatewayListeningEndpoint) =
                (new(address, siloPort), new(address, gatewayPort)))
            .UseAdoNetClustering(members => members.Configure<Database>((provider, database) =>
                (provider.Invariant, provider.DataSource) = (database.Invariant, database.Source)))
            .Configure<ClusterMembershipOptions>(SetPatience)
            .Configure<ExceptionSerializationOptions>(DatabaseFaults.CrossTheWire);
    }

    /// <summary>
    /// A silo that is frozen or cut off is declared dead after 8 to 10 s, and not after a minute; one that was and
    /// wakes up hears of it within 10 s; and a cluster that lost all silos waits 15 s for the last one, and not 90 s.
    /// </summary>
    private static void SetPatience(ClusterMembershipOptions members)
    {
        members.ProbeTimeout = TimeSpan.FromSeconds(2);
        // Whoever was heard within so many of these is not declared dead, however many probes it missed.
        members.MaxProbeTimeout = TimeSpan.FromSeconds(2.5);
        members.NumMissedProbesLimit = 3;
        members.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        members.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
    }

    private static IPAddress AddressIn(ClusterSettings cluster)
    {
        if (cluster.Address is not { Length: > 0 } name)
        {
            // Not guessed: two machines that both believed 127.0.0.1 would each declare the other dead.
            throw new InvalidOperationException("Cluster:Address is missing: with Storage:Provider Postgres it is where "
                + "other silos and gateways reach this silo. Where all are on this machine, it is 127.0.0.1.");
        }

        try
        {
            if (Dns.GetHostAddresses(name, AddressFamily.InterNetwork) is [var first, ..]
                && !first.Equals(IPAddress.Any))
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(first, 0));
                return first;
            }
        }
        catch (Exception unknown) when (unknown is SocketException or ArgumentException)
        {
            // Told below.
        }

        throw new InvalidOperationException(
            $"Cluster:Address is '{name}': it must be an IPv4 address of this machine, or a name that it has one "
            + "under.");
    }
}
