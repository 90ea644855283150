using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CryptoPay.Gateway.Statements;

/// <summary>A month as the people of a place have it: of 743 hours or 745 where clocks are changed.</summary>
/// <param name="Name">As asked for: 2026-11.</param>
/// <param name="To">Not in it any more.</param>
internal sealed partial record StatementMonth(
    string Name, TimeZoneInfo Zone, DateTimeOffset From, DateTimeOffset To)
{
    public const string MonthRule = "required: a month such as 2026-11, from 2000-01 on";

    public const string ZoneRule =
        "a time zone of the IANA database that this gateway's machine has, such as Europe/Madrid; UTC without one";

    private const int YearMin = 2000;
    private const int YearMax = 9998;

    public static bool TryParse(
        string? month, string? timeZone, [NotNullWhen(true)] out StatementMonth? parsed,
        out Dictionary<string, string[]> errors)
    {
        errors = [];
        parsed = null;
        var isMonth = DateTime.TryParseExact(
            month, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            && first.Year is >= YearMin and <= YearMax;
        if (!isMonth) errors["month"] = [MonthRule];
        var zone = ZoneOf(string.IsNullOrEmpty(timeZone) ? "UTC" : timeZone);
        if (zone is null) errors["timeZone"] = [ZoneRule];
        if (errors.Count > 0) return false;
        parsed = new StatementMonth(month!, zone!, StartOf(first, zone!), StartOf(first.AddMonths(1), zone!));
        return true;
    }

    /// <summary>Null where it is none. By its form too: the system takes it for the path of a file.</summary>
    private static TimeZoneInfo? ZoneOf(string text) =>
        ZoneId.IsMatch(text) && TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone) ? zone : null;

    /// <summary>
    /// Of a midnight that comes twice the first; of one that is left out the moment that comes instead.
    /// </summary>
    private static DateTimeOffset StartOf(DateTime midnight, TimeZoneInfo zone)
    {
        // By moments, of which each has one offset: what the system says of clock times differs between zones.
        var asUtc = new DateTimeOffset(midnight, TimeSpan.Zero);
        var (before, after) = (zone.GetUtcOffset(asUtc.AddDays(-1)), zone.GetUtcOffset(asUtc.AddDays(1)));
        return zone.GetUtcOffset(asUtc - before) != before && zone.GetUtcOffset(asUtc - after) == after
            ? asUtc - after
            : asUtc - before;
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_+-]{0,31}(/[A-Za-z0-9_+-]{1,32}){0,2}\z")]
    private static partial Regex ZoneId { get; }
}
