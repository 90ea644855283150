using System.Collections.Concurrent;
using CryptoPay.Payments.Watching;
using Microsoft.Extensions.Logging;

namespace CryptoPay.Grains.Metrics;

/// <summary>
/// Whether an account's webhooks arrive, by what shows its changes first. Where polls alone do, an operator is told, and
/// the slow reads of its orders come three times as often: nobody else tells who has paid.
/// </summary>
internal sealed partial class AccountWebhooks(PollingPolicy policy, ILogger<AccountWebhooks> logger)
{
    /// <summary>So many changes in a row.</summary>
    public const int MissedMax = 10;

    private static readonly TimeSpan LongPeriodMin = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, int> missed = new();
    private readonly PollingPolicy tightened = policy with
    {
        LongPeriod = policy.LongPeriod / 3 > LongPeriodMin ? policy.LongPeriod / 3 : LongPeriodMin,
    };

    public PollingPolicy PolicyOf(string account) =>
        missed.GetValueOrDefault(account) >= MissedMax ? tightened : policy;

    public void Saw(string account, string seenBy)
    {
        if (seenBy == SeenBy.Poll && missed.AddOrUpdate(account, 1, (_, count) => count + 1) == MissedMax)
            Log.Missing(logger, account, MissedMax);
        if (seenBy == SeenBy.Webhook && missed.TryRemove(account, out var count) && count >= MissedMax)
            Log.Arrive(logger, account);
    }

    private static partial class Log
    {
        [LoggerMessage(2016, LogLevel.Error,
            "Processor account {Account} sends no webhooks, or none arrives: polls alone showed the last {Count} changes.")]
        public static partial void Missing(ILogger logger, string account, int count);

        [LoggerMessage(2017, LogLevel.Information, "Webhooks of processor account {Account} arrive again.")]
        public static partial void Arrive(ILogger logger, string account);
    }
}
