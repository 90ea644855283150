using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using CryptoPay.Gateway.Listening;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Configuration;

namespace CryptoPay.Gateway.Tests.Listening;

public class TlsFloorTests
{
    [Theory]
    [InlineData("Kestrel:Endpoints:a:SslProtocols:0", "Tls11")]
    [InlineData("Kestrel:Endpoints:a:SslProtocols:1", "Tls")]
    [InlineData("Kestrel:Endpoints:a:SslProtocols:0", "None")]
    [InlineData("Kestrel:Endpoints:a:SslProtocols:0", "Tls12, Tls11")]
    [InlineData("Kestrel:Endpoints:a:SslProtocols:0", "768")]
    [InlineData("Kestrel:EndpointDefaults:SslProtocols:0", "Ssl3")]
    [InlineData("kestrel:endpoints:a:sni:pay.example.test:sslprotocols:0", "Tls11")]
    [InlineData("Kestrel:Endpoints:a:SslProtocols", "Tls11")]
    public void An_endpoint_that_is_set_to_less_than_1_2_stops_the_start(string setting, string value)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => TlsFloor.Verify(Settings(setting, value)));

        Assert.StartsWith($"{setting} must be Tls12 or Tls13", refusal.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Kestrel:Endpoints:a:SslProtocols:0", "Tls12")]
    [InlineData("Kestrel:EndpointDefaults:SslProtocols:0", "tls13")]
    [InlineData("Kestrel:Endpoints:SslProtocolsOfMine:Url", "https://*:8443")]
    public void One_that_is_not_starts(string setting, string value) => TlsFloor.Verify(Settings(setting, value));

    // Kestrel reads its settings again while it runs, and nobody would look at them.
    [Theory]
    [InlineData(SslProtocols.None, SslProtocols.Tls12 | SslProtocols.Tls13)]
    [InlineData(SslProtocols.Tls12, SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13, SslProtocols.Tls13)]
    [InlineData((SslProtocols)768 | SslProtocols.Tls12, SslProtocols.Tls12)]
    [InlineData((SslProtocols)768, SslProtocols.Tls12 | SslProtocols.Tls13)]
    public void A_connection_is_never_older_whatever_its_endpoint_says(SslProtocols set, SslProtocols made)
    {
        var https = new HttpsConnectionAdapterOptions();
        TlsFloor.Set(https);
        var tls = new SslServerAuthenticationOptions { EnabledSslProtocols = set };

        https.OnAuthenticate!(null!, tls);

        Assert.Equal(made, tls.EnabledSslProtocols);
    }

    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Both_versions_are_spoken(SslProtocols version)
    {
        await using var gateway = await new TlsGateway([]).Start();
        using var socket = new TcpClient(gateway.Address.Host, gateway.Address.Port);
        await using var tls = new SslStream(socket.GetStream(), false, (_, shown, _, _) => gateway.IsItself(shown));

        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = "localhost", EnabledSslProtocols = version },
            Requests.Cancellation);

        Assert.Equal(version, tls.SslProtocol);
    }

    private static IConfiguration Settings(string name, string value) => new ConfigurationBuilder()
        .AddInMemoryCollection([new(name, value)]).Build();
}
