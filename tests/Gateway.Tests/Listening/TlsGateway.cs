using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Gateway.Tests.Listening;

/// <summary>A gateway that ends TLS itself, with a file for the authorities whose client certificates it believes.</summary>
internal sealed class TlsGateway : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cryptopay-tls-");
    private readonly RunningGateway gateway;
    private readonly string hash;

    public TlsGateway(Dictionary<string, string?> settings, params Authority[] believed)
    {
        using var authority = new Authority();
        using var server = authority.Issue("CN=localhost", purpose: Authority.ServerAuthentication);
        hash = server.GetCertHashString();
        File.WriteAllText(PathOf("server.pem"), server.ExportCertificatePem());
        File.WriteAllText(PathOf("server.key"), server.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        Believe(believed);
        gateway = new RunningGateway(new(settings)
        {
            ["Kestrel:Endpoints:tls:Url"] = "https://127.0.0.1:0",
            ["Kestrel:Certificates:Default:Path"] = PathOf("server.pem"),
            ["Kestrel:Certificates:Default:KeyPath"] = PathOf("server.key"),
            ["Gateway:ClientCertificateAuthorities"] = believed.Length > 0 ? Authorities : null,
        }, builder => builder.Logging.AddProvider(Log));
    }

    public LogCapture Log { get; } = new();

    public string Authorities => PathOf("authorities.pem");

    public Uri Address => gateway.Client.BaseAddress!;

    public async Task<TlsGateway> Start()
    {
        await gateway.InitializeAsync();
        return this;
    }

    public bool IsItself(X509Certificate? shown) => shown?.GetCertHashString() == hash;

    public void Believe(params Authority[] authorities) =>
        File.WriteAllText(Authorities, string.Concat(authorities.Select(authority => $"{authority.Pem}\n")));

    /// <summary>On a connection of its own.</summary>
    /// <exception cref="HttpRequestException">It is not let in.</exception>
    public async Task<HttpResponseMessage> Send(HttpRequestMessage request, X509Certificate2? certificate = null)
    {
        using var client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            SslOptions =
            {
                RemoteCertificateValidationCallback = (_, shown, _, _) => IsItself(shown),
                LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate!,
            },
        });
        client.BaseAddress = Address;
        return await client.SendAsync(request, Requests.Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private string PathOf(string file) => Path.Combine(folder.FullName, file);
}
