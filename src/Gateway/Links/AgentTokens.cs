using System.Globalization;
using CryptoPay.Payments;

namespace CryptoPay.Gateway.Links;

/// <summary>
/// The secret part of a link to an agent's page. It says by itself when it is over, and is made from the link key, so
/// that nobody can make it last longer.
/// </summary>
internal sealed class AgentTokens(LinkTokens tokens, TimeProvider time)
{
    /// <summary>From the answer that gives the link to the agent who opens it, and from each renewal to the next.</summary>
    public static readonly TimeSpan OpensWithin = TimeSpan.FromMinutes(10);

    /// <summary>A shift: however often a page renews its link, the first answer was not longer ago.</summary>
    public static readonly TimeSpan LastsAtMost = TimeSpan.FromHours(8);

    private const char Between = '-';

    public Task<string> New(OrderKey order) => Make(order, time.GetUtcNow().ToUnixTimeSeconds());

    /// <summary>The same page's next one.</summary>
    public Task<string> Next(OrderKey order, AgentToken of) => Make(order, of.Start);

    /// <returns>Null for one that was never given for this order.</returns>
    public async Task<AgentToken?> Read(OrderKey order, string text)
    {
        // The last part may hold the sign too.
        var parts = text.Split(Between, 3);
        if (parts.Length != 3 || Seconds(parts[0]) is not { } start || Seconds(parts[1]) is not { } end) return null;
        return LinkTokens.AreSame(text, await Text(order, start, end))
            ? new AgentToken(start, IsOver: time.GetUtcNow().ToUnixTimeSeconds() >= end)
            : null;
    }

    private Task<string> Make(OrderKey order, long start)
    {
        var now = time.GetUtcNow();
        var end = Math.Min(
            (now + OpensWithin).ToUnixTimeSeconds(), start + (long)LastsAtMost.TotalSeconds);
        return Text(order, start, end);
    }

    private async Task<string> Text(OrderKey order, long start, long end)
    {
        var times = string.Create(CultureInfo.InvariantCulture, $"{start}{Between}{end}");
        return $"{times}{Between}{await tokens.Of($"{OrderLinks.Agent}{Between}{times}", order)}";
    }

    private static long? Seconds(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;
}

/// <param name="Start">When the first of its page was given, in Unix seconds.</param>
internal sealed record AgentToken(long Start, bool IsOver)
{
    /// <summary>Of all that its page may be given.</summary>
    public DateTimeOffset LastEnd => DateTimeOffset.FromUnixTimeSeconds(Start) + AgentTokens.LastsAtMost;
}
