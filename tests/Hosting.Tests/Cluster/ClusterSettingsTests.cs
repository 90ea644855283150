using CryptoPay.Hosting.Cluster;
using Microsoft.Extensions.Configuration;

namespace CryptoPay.Hosting.Tests.Cluster;

public sealed class ClusterSettingsTests
{
    [Fact]
    public void Settings_that_are_only_read_look_for_no_port()
    {
        var settings = From();

        Assert.Equal((null, null), (settings.SiloPort, settings.GatewayPort));
    }

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

    private static string Refusal(params (string Name, string Value)[] settings) =>
        Assert.Throws<InvalidOperationException>(() => From(settings)).Message;

    private static ClusterSettings From(params (string Name, string Value)[] settings) => ClusterSettings.From(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.ToDictionary(pair => pair.Name, string? (pair) => pair.Value)).Build());
}
