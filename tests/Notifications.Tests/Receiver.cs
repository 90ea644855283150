using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Notifications.Tests;

/// <summary>A receiver on loopback that somebody else could have written: it keeps what it is sent.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly RequestDelegate answer;
    private int connections;

    private Receiver(WebApplication app, RequestDelegate answer) => (this.app, this.answer) = (app, answer);

    public int Port => new Uri(app.Urls.Single()).Port;

    public int Connections => Volatile.Read(ref connections);

    public ConcurrentQueue<Received> Requests { get; } = [];

    public static async Task<Receiver> Open(RequestDelegate? answer = null, bool isHttps = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        Receiver? receiver = null;
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
        receiver = new Receiver(builder.Build(), answer ?? (_ => Task.CompletedTask));
        receiver.app.Run(receiver.Take);
        await receiver.app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        Requests.Enqueue(new Received(
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

internal sealed record Received(string Path, Dictionary<string, string> Headers, byte[] Body);
