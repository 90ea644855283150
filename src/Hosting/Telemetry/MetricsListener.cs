using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace CryptoPay.Hosting.Telemetry;

/// <summary>
/// <c>Telemetry:MetricsPort</c>: a server apart from the program's own, so that no header of a request chooses between
/// them, nothing but the metrics is ever mapped here, and addresses of the other stay as they are set.
/// </summary>
internal sealed class MetricsListener(
    IOptions<TelemetryOptions> options, MeterProvider metrics, IServer main, IServiceProvider services,
    ILoggerFactory loggers) : IHostedLifecycleService, IDisposable
{
    private KestrelServer? server;

    /// <summary>After the program's own server, as only then it is known where that listens.</summary>
    /// <exception cref="InvalidOperationException">Somebody listens there already, or nobody can.</exception>
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (options.Value is not { MetricsPort: { } port, MetricsAddress: var address }) return;
        if (main.Features.Get<IServerAddressesFeature>()?.Addresses.Any(own => BindingAddress.Parse(own).Port == port)
            is true)
        {
            throw new InvalidOperationException(
                $"Telemetry:MetricsPort is {port}, where all else is served: it must be a port of its own.");
        }

        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        kestrel.Listen(IPAddress.Parse(address), port);
        server = new KestrelServer(Options.Create(kestrel),
            new SocketTransportFactory(Options.Create(new SocketTransportOptions()), loggers), loggers);
        try
        {
            await server.StartAsync(new Scrapes(Pipeline()), cancellationToken);
        }
        catch (Exception cannot) when (cannot is IOException or SocketException)
        {
            throw new InvalidOperationException(
                $"Telemetry:MetricsPort is {port}, and nothing can listen there on Telemetry:MetricsAddress, which is "
                + $"{address}. {cannot.Message}", cannot);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public void Dispose() => server?.Dispose();

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whatever is no scrape is 404.</summary>
    private RequestDelegate Pipeline() => new ApplicationBuilder(services)
        .UseOpenTelemetryPrometheusScrapingEndpoint(metrics,
            context => context.Request is { Method: "GET", Path.Value: "/metrics" },
            path: null, configureBranchedPipeline: null, optionsName: null)
        .Build();

    /// <summary>Without a host's own metrics: scrapes are no traffic.</summary>
    private sealed class Scrapes(RequestDelegate answer) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => answer(context);

        public void DisposeContext(HttpContext context, Exception? exception) { }
    }
}
