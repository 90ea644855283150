using System.Globalization;

namespace CryptoPay.Processors.Webhooks;

/// <summary>The time beside a signature: Unix seconds, five minutes each way.</summary>
internal static class WebhookTime
{
    private const int DigitsMax = 11;
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    public static bool IsNear(string unixSeconds, DateTimeOffset receivedAt) =>
        unixSeconds.Length is > 0 and <= DigitsMax
        && unixSeconds.All(char.IsAsciiDigit)
        && (receivedAt - DateTimeOffset.FromUnixTimeSeconds(long.Parse(unixSeconds, CultureInfo.InvariantCulture)))
            .Duration() <= Tolerance;
}
