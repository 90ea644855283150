using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Loopback;

/// <summary>A server on loopback that keeps what it is sent.</summary>
internal sealed class HttpReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly RequestDelegate answer;
    private int connections;

    private HttpReceiver(WebApplication app, RequestDelegate answer) => (this.app, this.answer) = (app, answer);

    public int Port => new Uri(app.Urls.Single()).Port;

    public int Connections => Volatile.Read(ref connections);

    public ConcurrentQueue<HttpReceived> Requests { get; } = [];

    public static async Task<HttpReceiver> Open(RequestDelegate? answer = null, bool isHttps = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        HttpReceiver? receiver = null;
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Use(next => connection =>
                {
                    Interlocked.Increment(ref receiver!.connections);
                    return next(connection);
                });
                if (isHttps) listen.UseHttps(SelfSigned());
            }));
        receiver = new HttpReceiver(builder.Build(), answer ?? (_ => Task.CompletedTask));
        receiver.app.Run(receiver.Take);
        await receiver.app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        Requests.Enqueue(new HttpReceived(
            http.Request.Path, http.Request.Headers.ToDictionary(
                header => header.Key.ToLowerInvariant(), header => header.Value.ToString()), body.ToArray()));
        await answer(http);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(
            TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
    }
}

internal sealed record HttpReceived(string Path, Dictionary<string, string> Headers, byte[] Body);
