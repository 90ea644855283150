using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Hosting.Start;

/// <summary>Says that the folder of secrets cannot be read: what was read before holds.</summary>
public sealed partial class SecretFolderWatch(
    IConfiguration configuration, TimeProvider time, ILogger<SecretFolderWatch> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var folders = ((IConfigurationRoot)configuration).Providers.OfType<SecretFolderProvider>().ToList();
        if (folders.Count == 0) return;
        string? told = null;
        using var timer = new PeriodicTimer(SecretFolder.Period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var fault = folders.Select(folder => folder.Fault).FirstOrDefault(fault => fault is not null);
            if (fault is not null && told is null) Log.NotRead(logger, fault);
            told = fault;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4004, LogLevel.Warning, "{Fault} What was read before holds.")]
        public static partial void NotRead(ILogger logger, string fault);
    }
}
