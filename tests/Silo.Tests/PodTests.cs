using CryptoPay.Postgres;
using CryptoPay.Silo.Tests.Storage.Sql;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Hosting.Kubernetes;

namespace CryptoPay.Silo.Tests;

/// <summary>What a silo is made of where Kubernetes starts it; nothing of it is started here.</summary>
public sealed class PodTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_silo_that_is_a_named_pod_watches_pods_and_keeps_its_own_address_ports_and_cluster()
    {
        using var services = ServicesOf(("KUBERNETES_SERVICE_HOST", "10.96.0.1"), ("POD_NAME", "silo-a"));

        Assert.True(WatchesPods(services));
        var endpoints = services.GetRequiredService<IOptions<EndpointOptions>>().Value;
        Assert.Equal(
            ("127.0.0.9", 11111, 30000, "127.0.0.9:11111", "127.0.0.9:30000"),
            ($"{endpoints.AdvertisedIPAddress}", endpoints.SiloPort, endpoints.GatewayPort,
                $"{endpoints.SiloListeningEndpoint}", $"{endpoints.GatewayListeningEndpoint}"));
        var cluster = services.GetRequiredService<IOptions<ClusterOptions>>().Value;
        Assert.Equal(("cryptopay", "cryptopay"), (cluster.ServiceId, cluster.ClusterId));
        Assert.False(services.GetRequiredService<IOptions<KubernetesHostingOptions>>().Value.DeleteDefunctSiloPods);
    }

    [Fact]
    public void A_pod_that_its_manifest_does_not_name_needs_no_right_to_read_pods()
    {
        using var services = ServicesOf(("KUBERNETES_SERVICE_HOST", "10.96.0.1"));

        Assert.False(WatchesPods(services));
    }

    [Fact]
    public void A_pod_with_a_database_of_its_own_is_alone()
    {
        using var services = ServicesOf(
            ("KUBERNETES_SERVICE_HOST", "10.96.0.1"), ("POD_NAME", "silo-a"), ("Storage:Provider", "Sqlite"),
            ("Storage:ConnectionString", $"Data Source={folder.Database}"));

        Assert.False(WatchesPods(services));
    }

    public void Dispose() => folder.Dispose();

    private static bool WatchesPods(ServiceProvider services) => services.GetRequiredService<IServiceCollection>()
        .Any(service => service.ImplementationType == typeof(KubernetesClusterAgent));

    private ServiceProvider ServicesOf(params (string Name, string Value)[] settings)
    {
        var keys = Path.Combine(Path.GetDirectoryName(folder.Database)!, "keys.pem");
        Directory.CreateDirectory(Path.GetDirectoryName(keys)!);
        File.WriteAllText(keys, KeysCertificate.NewPem());
        var builder = WebApplication.CreateSlimBuilder();
        (string Name, string Value)[] shared =
        [
            ("Storage:Provider", "Postgres"), ("Storage:ConnectionString", "Host=127.0.0.1;Database=none"),
            ("Storage:KeysCertificatePath", keys), ("Cluster:Address", "127.0.0.9"), ("Cluster:SiloPort", "11111"),
            ("Cluster:GatewayPort", "30000"),
        ];
        foreach (var (name, value) in shared.Concat(settings)) builder.Configuration[name] = value;
        builder.AddSilo();
        builder.Services.RemoveAll<IValidateOptions<KubernetesHostingOptions>>(); // wants a pod's environment
        builder.Services.AddSingleton(builder.Services);
        return builder.Services.BuildServiceProvider();
    }
}
