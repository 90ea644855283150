using CryptoPay.Postgres;
using CryptoPay.Silo.Tests.Storage.Sql;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace CryptoPay.Silo.Tests;

public sealed class SiloPortTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_silo_looks_for_two_ports_that_are_not_set()
    {
        var ports = PortsOf();

        Assert.True(ports.Silo > 0 && ports.Gateway > 0 && ports.Silo != ports.Gateway, $"{ports}");
    }

    [Fact]
    public void A_silo_has_the_ports_that_are_set() => Assert.Equal(
        (11111, 30000), PortsOf(("Cluster:SiloPort", "11111"), ("Cluster:GatewayPort", "30000")));

    [Theory]
    [InlineData("", "Cluster:Address is missing")]
    [InlineData("no address of anything", "Cluster:Address is 'no address of anything': it must be an IPv4 address")]
    [InlineData("192.0.2.1", "Cluster:Address is '192.0.2.1': it must be an IPv4 address of this machine")]
    [InlineData("0.0.0.0", "Cluster:Address is '0.0.0.0': it must be an IPv4 address of this machine")]
    public void An_address_that_others_do_not_reach_this_machine_by_stops_the_start(string address, string told)
    {
        var keys = Path.Combine(Path.GetDirectoryName(folder.Database)!, "keys.pem");
        Directory.CreateDirectory(Path.GetDirectoryName(keys)!);
        File.WriteAllText(keys, KeysCertificate.NewPem());

        var refusal = Assert.Throws<InvalidOperationException>(() => PortsOf(
            ("Storage:Provider", "Postgres"), ("Storage:KeysCertificatePath", keys),
            ("Storage:ConnectionString", "Host=127.0.0.1;Database=none"), ("Cluster:Address", address)));

        Assert.StartsWith(told, refusal.Message);
    }

    public void Dispose() => folder.Dispose();

    private (int Silo, int Gateway) PortsOf(params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["Storage:ConnectionString"] = $"Data Source={folder.Database}";
        foreach (var (name, value) in settings) builder.Configuration[name] = value;
        builder.AddSilo();
        using var services = builder.Services.BuildServiceProvider();
        var endpoints = services.GetRequiredService<IOptions<EndpointOptions>>().Value;
        return (endpoints.SiloPort, endpoints.GatewayPort);
    }
}
