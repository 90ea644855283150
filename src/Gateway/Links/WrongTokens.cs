using System.Net;
using CryptoPay.Gateway.Access;
using CryptoPay.Gateway.Settings;
using Microsoft.Extensions.Options;

namespace CryptoPay.Gateway.Links;

/// <summary>
/// Counts, minute by minute, the wrong link tokens that come from each network. Right ones count for nothing: many
/// customers may share an address with one who guesses.
/// </summary>
internal sealed class WrongTokens(IOptions<LimitOptions> limits, TimeProvider time)
{
    /// <summary>Those that come when so many are counted are counted together: this is bounded too.</summary>
    internal const int NetworksMax = 100_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock counting = new();
    private readonly Dictionary<IPAddress, int> counts = [];
    private long startedAt = time.GetTimestamp();

    /// <summary>Counts one before anything is done for it.</summary>
    /// <returns>How long to wait, where there were too many; null where not.</returns>
    public TimeSpan? Count(HttpContext context)
    {
        lock (counting)
        {
            if (time.GetElapsedTime(startedAt) >= Window)
            {
                counts.Clear();
                startedAt = time.GetTimestamp();
            }

            var network = CountedAs(context);
            var count = counts.GetValueOrDefault(network);
            if (count >= limits.Value.WrongLinksPerMinute) return Window - time.GetElapsedTime(startedAt);
            counts[network] = count + 1;
            return null;
        }
    }

    /// <summary>It was right after all.</summary>
    public void TakeBack(HttpContext context)
    {
        lock (counting)
        {
            var network = CountedAs(context);
            if (counts.GetValueOrDefault(network) is > 0 and var count) counts[network] = count - 1;
        }
    }

    private IPAddress CountedAs(HttpContext context) =>
        CallersNetwork.Of(context) is var network && (counts.Count < NetworksMax || counts.ContainsKey(network))
            ? network
            : IPAddress.None;
}
