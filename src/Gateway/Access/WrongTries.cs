using System.Net;
using CryptoPay.Gateway.Settings;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Access;

/// <summary>What strangers try that turns out wrong. Counted by this gateway alone.</summary>
internal sealed class WrongTries(IOptions<LimitOptions> limits, TimeProvider time)
{
    public TriesPerMinute Links { get; } = new(() => limits.Value.WrongLinksPerMinute, time);

    public TriesPerMinute Keys { get; } = new(() => limits.Value.WrongKeysPerMinute, time);

    /// <summary>By account too, so that forgeries for one say nothing of another's.</summary>
    public TriesPerMinute Webhooks { get; } = new(() => limits.Value.WrongWebhooksPerMinute, time);
}

/// <summary>
/// Counts, minute by minute, the wrong tries that come from each network. Right ones count for nothing: many customers
/// may share an address with one who guesses.
/// </summary>
internal sealed class TriesPerMinute(Func<int> max, TimeProvider time)
{
    /// <summary>Those that come when so many are counted are counted together: this is bounded too.</summary>
    internal const int NetworksMax = 100_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock counting = new();
    private readonly Dictionary<(IPAddress Network, string At), int> counts = [];
    private long startedAt = time.GetTimestamp();

    /// <param name="at">What is tried at, where that is counted apart. No stranger's word.</param>
    /// <returns>How long to wait, where there were too many; null where not.</returns>
    public TimeSpan? Count(HttpContext context, string at = "")
    {
        lock (counting)
        {
            if (time.GetElapsedTime(startedAt) >= Window)
            {
                counts.Clear();
                startedAt = time.GetTimestamp();
            }

            var counted = CountedAs(context, at);
            var count = counts.GetValueOrDefault(counted);
            if (count >= max()) return Window - time.GetElapsedTime(startedAt);
            counts[counted] = count + 1;
            return null;
        }
    }

    /// <summary>It was right after all.</summary>
    public void TakeBack(HttpContext context, string at = "")
    {
        lock (counting)
        {
            var counted = CountedAs(context, at);
            if (counts.GetValueOrDefault(counted) is > 0 and var count) counts[counted] = count - 1;
        }
    }

    private (IPAddress Network, string At) CountedAs(HttpContext context, string at) =>
        (CallersNetwork.Of(context), at) is var one && (counts.Count < NetworksMax || counts.ContainsKey(one))
            ? one
            : (IPAddress.None, at);
}
