using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;

namespace CryptoPay.Silo.Tests;

public sealed class ClusterSettingsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("cryptopay-cluster-").FullName;

    [Fact]
    public void Settings_that_are_only_read_look_for_no_port()
    {
        var settings = ClusterSettings.From(Configured());

        Assert.Equal((null, null), (settings.SiloPort, settings.GatewayPort));
    }

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
    [InlineData("SiloPort", "0")]
    [InlineData("GatewayPort", "65536")]
    [InlineData("ResponseTimeout", "00:00:00")]
    [InlineData("ResponseTimeout", "01:00:00")]
    public void A_value_out_of_its_range_stops_the_start_and_is_named(string setting, string value) =>
        Assert.StartsWith($"Cluster: The field {setting} must be between ", Refusal(($"Cluster:{setting}", value)));

    [Fact]
    public void A_mode_that_there_is_not_stops_the_start_also_as_a_number() => Assert.Equal(
        "Cluster: The field Mode must be Embedded or Client.", Refusal(("Cluster:Mode", "5")));

    [Fact]
    public void Two_ports_that_are_one_stop_the_start() => Assert.Equal(
        "Cluster:SiloPort and Cluster:GatewayPort are both 11111: they must be two ports.",
        Refusal(("Cluster:SiloPort", "11111"), ("Cluster:GatewayPort", "11111")));

    [Fact]
    public void A_client_that_is_not_told_where_the_silo_is_does_not_start() => Assert.Equal(
        "Cluster:GatewayPort is missing: with Cluster:Mode Client it must be the one that the silo has.",
        Refusal(("Cluster:Mode", "Client")));

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static string Refusal(params (string Name, string Value)[] settings) =>
        Assert.Throws<InvalidOperationException>(() => Compose(settings)).Message;

    private (int Silo, int Gateway) PortsOf(params (string Name, string Value)[] settings)
    {
        using var services = Compose(
            [("Storage:ConnectionString", $"Data Source={Path.Combine(folder, "a.db")}"), .. settings]);
        var endpoints = services.GetRequiredService<IOptions<EndpointOptions>>().Value;
        return (endpoints.SiloPort, endpoints.GatewayPort);
    }

    private static ServiceProvider Compose((string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddConfiguration(Configured(settings));
        builder.AddCluster();
        return builder.Services.BuildServiceProvider();
    }

    private static IConfigurationRoot Configured(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(pair => pair.Name, string? (pair) => pair.Value)).Build();
}
