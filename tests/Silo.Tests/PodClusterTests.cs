using System.Net;
using CryptoPay.Postgres;
using CryptoPay.Silo.Storage.Sql;
using CryptoPay.Silo.Tests.Storage.Sql;
using k8s;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Hosting.Kubernetes;

namespace CryptoPay.Silo.Tests;

/// <summary>A real silo that is told of pods by <see cref="PodApi"/>.</summary>
public sealed class PodClusterTests(SharedPostgres shared) : IDisposable
{
    private const string Namespace = "POD_NAMESPACE";

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_silo_whose_pod_is_gone_is_dead_at_once_and_a_silo_needs_no_right_but_to_read_pods()
    {
        await using var api = new PodApi();
        await api.Start();
        await using var silo = await Built(api);
        silo.Services.GetRequiredService<DatabaseSchema>().Apply();
        var members = silo.Services.GetRequiredService<IMembershipTable>();
        await members.InitializeMembershipTableAsync(true);
        var gone = new MembershipEntry
        {
            SiloAddress = SiloAddress.New(IPAddress.Loopback, 1, 1),
            SiloName = "silo-gone",
            HostName = "silo-gone",
            Status = SiloStatus.Active,
            StartTime = DateTime.UtcNow,
            // A silo that only waits for a sign of life would wait for an hour, and not start.
            IAmAliveTime = DateTime.UtcNow.AddHours(1),
        };
        await members.InsertRowAsync(gone, (await members.ReadAllAsync()).Version.Next());

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await silo.StartAsync(patience.Token);

        var all = (await members.ReadAllAsync()).Members.Select(one => (one.Item1.SiloName, one.Item1.Status));
        Assert.Equal(
            [(Environment.MachineName, SiloStatus.Active), ("silo-gone", SiloStatus.Dead)],
            all.OrderBy(one => one.Status));
        await silo.StopAsync();
        Assert.NotEmpty(api.Asked);
        Assert.All(api.Asked, call => Assert.StartsWith("GET /api/v1/namespaces/tests/pods", call));
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Namespace, null);
        folder.Dispose();
    }

    private async Task<WebApplication> Built(PodApi api)
    {
        // The package reads it nowhere else, where there is no pod. No other test does.
        Environment.SetEnvironmentVariable(Namespace, "tests");
        var keys = Path.Combine(Path.GetDirectoryName(folder.Database)!, "keys.pem");
        Directory.CreateDirectory(Path.GetDirectoryName(keys)!);
        await File.WriteAllTextAsync(keys, KeysCertificate.NewPem());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var settings = new Dictionary<string, string>
        {
            ["KUBERNETES_SERVICE_HOST"] = "127.0.0.1",
            ["POD_NAME"] = "silo-a",
            ["Storage:Provider"] = "Postgres",
            ["Storage:ConnectionString"] = await shared.NewDatabase(),
            ["Storage:KeysCertificatePath"] = keys,
            ["Cluster:Address"] = "127.0.0.1",
            ["Processors:shop:Kind"] = "BtcPay",
            ["Processors:shop:BaseUrl"] = "http://localhost:1",
            ["Processors:shop:ApiKey"] = "key",
            ["Processors:shop:StoreId"] = "store",
            ["Processors:shop:WebhookSecret"] = "secret",
            ["urls"] = "http://127.0.0.1:0",
        };
        foreach (var (name, value) in settings) builder.Configuration[name] = value;
        builder.AddSilo();
        builder.Services.Configure<KubernetesHostingOptions>(pods =>
            pods.GetClientConfiguration = () => new KubernetesClientConfiguration { Host = api.Address });
        return builder.Build();
    }
}
