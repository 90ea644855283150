using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using CryptoPay.Grains.Cluster;
using CryptoPay.Grains.Index;
using CryptoPay.Grains.Interfaces;
using Microsoft.Extensions.Primitives;

namespace CryptoPay.Silo;

/// <summary>
/// When a processor account's settings change, its open orders become due: what was refused in between, by us for a
/// wrong secret or by the processor for a wrong key, is found by reading. One silo of a cluster wakes them.
/// </summary>
internal sealed partial class AccountChanges(
    IConfiguration configuration, WatchedOrders watched, LiveSilos silos, ILogger<AccountChanges> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var reloads = Channel.CreateBounded<bool>(
            new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var watch = ChangeToken.OnChange(configuration.GetReloadToken, () => reloads.Writer.TryWrite(true));
        var before = Fingerprints();
        await foreach (var _ in reloads.Reader.ReadAllAsync(stoppingToken))
        {
            var now = Fingerprints();
            var changed = now.Keys.Where(account => before.GetValueOrDefault(account) != now[account]);
            foreach (var account in silos.IsFirst ? changed : []) await WakeOrdersOf(account, stoppingToken);
            before = now;
        }
    }

    private async Task WakeOrdersOf(string account, CancellationToken cancellation)
    {
        var (count, failures) = await watched.Wake(account, status: null, WakeReason.News, cancellation);
        // Their own polls find out too, only later.
        if (!failures.IsEmpty) Log.NotWoken(logger, failures[0], account, count);
        else Log.Woken(logger, account, count);
    }

    /// <summary>Hashes, so that no secret is kept a second time.</summary>
    private Dictionary<string, string> Fingerprints() =>
        configuration.GetSection("Processors").GetChildren().ToDictionary(
            account => account.Key,
            account => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(
                string.Join('\n', account.AsEnumerable().Select(pair => $"{pair.Key}={pair.Value}"))))));

    private static partial class Log
    {
        [LoggerMessage(4001, LogLevel.Information,
            "The settings of processor account {Account} changed: {Count} open orders are read now.")]
        public static partial void Woken(ILogger logger, string account, int count);

        [LoggerMessage(4002, LogLevel.Warning, "The settings of processor account {Account} changed, "
            + "and its open orders could not all be woken ({Count} were).")]
        public static partial void NotWoken(ILogger logger, Exception failure, string account, int count);
    }
}
