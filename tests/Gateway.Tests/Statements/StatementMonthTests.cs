using System.Globalization;
using CryptoPay.Gateway.Statements;

namespace CryptoPay.Gateway.Tests.Statements;

public class StatementMonthTests
{
    [Theory]
    [InlineData("2026-11", "UTC", "2026-11-01T00:00:00Z", 720)]
    [InlineData("2026-11", "Europe/Madrid", "2026-10-31T23:00:00Z", 720)]
    [InlineData("2026-03", "Europe/Madrid", "2026-02-28T23:00:00Z", 743)]
    [InlineData("2026-10", "Europe/Madrid", "2026-09-30T22:00:00Z", 745)]
    [InlineData("2026-12", "Pacific/Kiritimati", "2026-11-30T10:00:00Z", 744)]
    [InlineData("2026-02", "Asia/Kolkata", "2026-01-31T18:30:00Z", 672)]
    // Its first midnight comes twice, and is left out.
    [InlineData("2020-11", "America/Havana", "2020-11-01T04:00:00Z", 721)]
    [InlineData("2023-10", "America/Asuncion", "2023-10-01T04:00:00Z", 743)]
    public void A_month_is_as_the_place_has_it(string name, string zone, string from, int hours)
    {
        Assert.True(StatementMonth.TryParse(name, zone, out var month, out _));

        Assert.Equal(DateTimeOffset.Parse(from, CultureInfo.InvariantCulture), month.From);
        Assert.Equal(hours, (month.To - month.From).TotalHours);
    }

    [Theory]
    [InlineData("UTC")]
    [InlineData("Europe/Madrid")]
    [InlineData("America/Havana")]
    [InlineData("America/Asuncion")]
    public void Months_leave_no_moment_out_and_have_none_twice(string zone)
    {
        for (var at = new DateTime(2010, 1, 1); at.Year < 2030; at = at.AddMonths(1))
        {
            Assert.True(StatementMonth.TryParse(Text(at), zone, out var month, out _));
            Assert.True(StatementMonth.TryParse(Text(at.AddMonths(1)), zone, out var next, out _));
            Assert.Equal(month.To, next.From);
        }

        static string Text(DateTime month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
    }

    [Fact]
    public void Without_a_time_zone_it_is_in_utc() => Assert.Equal(
        "UTC", StatementMonth.TryParse("2026-11", "", out var month, out _) ? month.Zone.Id : "");

    [Theory]
    [InlineData(null, "UTC", "month")]
    [InlineData("2026-13", "UTC", "month")]
    [InlineData("2026-11-01", "UTC", "month")]
    [InlineData("1999-12", "UTC", "month")]
    [InlineData("november", "UTC", "month")]
    [InlineData("2026-11", "Europe/Nowhere", "timeZone")]
    [InlineData("2026-11", "../../../etc/passwd", "timeZone")]
    [InlineData("2026-11", "/etc/passwd", "timeZone")]
    [InlineData("2026-11", "+02:00", "timeZone")]
    [InlineData("2026-11", "leapseconds", "timeZone")]
    [InlineData("2026", "Madrid", "month,timeZone")]
    public void What_is_wrong_is_named(string? month, string zone, string fields)
    {
        Assert.False(StatementMonth.TryParse(month, zone, out _, out var errors));

        Assert.Equal(fields.Split(','), errors.Keys);
    }
}
