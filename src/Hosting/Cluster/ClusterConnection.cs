using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Hosting.Cluster;

/// <summary>
/// Connects a client to its cluster while the program serves already: Orleans' own service holds up the whole start
/// until a silo is there.
/// </summary>
internal sealed partial class ClusterConnection(IClusterClient client, ILogger<ClusterConnection> logger)
    : BackgroundService
{
    private volatile bool isMade;

    /// <summary>
    /// Until it has found its first silo a client does not know what can be asked; from then on it finds others by
    /// itself.
    /// </summary>
    public bool IsMade => isMade;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await ((IHostedService)client).StartAsync(stoppingToken);
            isMade = true;
            Log.Made(logger);
        }
        catch (Exception) when (stoppingToken.IsCancellationRequested)
        {
            // Nobody waits for a silo any more.
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (isMade) await ((IHostedService)client).StopAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(4005, LogLevel.Information, "A silo was found: calls are served.")]
        public static partial void Made(ILogger logger);
    }
}
