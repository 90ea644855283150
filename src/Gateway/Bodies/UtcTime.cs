using System.Globalization;

namespace CryptoPay.Gateway.Bodies;

/// <summary>A time as callers and operators write it.</summary>
internal static class UtcTime
{
    public const string Rule = "a time in UTC such as 2026-01-31T09:30:00Z, or a date";

    // F takes no digit at all as well, and its point with it.
    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <returns>Null where it is none.</returns>
    public static DateTimeOffset? In(string text) => DateTimeOffset.TryParseExact(
        text, Forms, CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : null;
}
