using CryptoPay.Gateway.PaymentIntents;
using CryptoPay.Grains.Interfaces;
using CryptoPay.Payments.PaymentIntents;

namespace CryptoPay.Gateway.Tests.PaymentIntents;

public class ListRequestTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_parameters_it_is_the_first_fifty_of_all(string? nothing) => Assert.Equal(
        new PaymentIntentQuery("shop", null, null, "", 50), Parse(nothing, nothing, nothing, nothing, nothing).Query);

    [Fact]
    public void Every_status_can_be_asked_for_in_any_case()
    {
        foreach (var status in Enum.GetValues<PaymentIntentStatus>())
        {
            Assert.Equal(status, Parse(status: $"{status}").Query?.Status);
            Assert.Equal(status, Parse(status: $"{status}".ToLowerInvariant()).Query?.Status);
        }
    }

    [Theory]
    [InlineData("2026-01-31T09:30:00Z", "2026-01-31T09:30:00Z")]
    [InlineData("2026-01-31T09:30:00.125Z", "2026-01-31T09:30:00.125Z")]
    [InlineData("2026-01-31T09:30:00+02:00", "2026-01-31T07:30:00Z")]
    [InlineData("2026-01-31T09:30:00", "2026-01-31T09:30:00Z")]
    [InlineData("2026-01-31", "2026-01-31T00:00:00Z")]
    public void A_time_is_read_in_utc(string text, string time) => Assert.Equal(
        DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture), Parse(from: text).Query?.From);

    [Theory]
    [InlineData("1", 1)]
    [InlineData("200", 200)]
    public void A_page_has_one_to_two_hundred(string text, int take) =>
        Assert.Equal(take, Parse(take: text).Query?.Take);

    [Theory]
    [InlineData("status", "paid")]
    [InlineData("status", "1")]
    [InlineData("status", "Settled,Expired")]
    [InlineData("from", "yesterday")]
    [InlineData("from", "31.01.2026")]
    [InlineData("from", "10")]
    [InlineData("from", "2026-01-31T09:30:00 02:00")]
    [InlineData("to", "tomorrow")]
    [InlineData("settledFrom", "2026-13-01")]
    [InlineData("settledTo", "2026-11")]
    [InlineData("actionRequired", "Review")]
    [InlineData("actionRequired", "refund")]
    [InlineData("take", "0")]
    [InlineData("take", "201")]
    [InlineData("take", "-1")]
    [InlineData("take", "1.5")]
    [InlineData("take", "ten")]
    [InlineData("take", " 1")]
    [InlineData("cursor", "a b")]
    [InlineData("cursor", "<script>")]
    public void A_wrong_parameter_is_named_and_never_said_back(string name, string value)
    {
        string? Of(string each) => name == each ? value : null;
        var parsed = Parse(
            Of("status"), Of("from"), Of("cursor"), Of("take"), Of("actionRequired"), Of("to"), Of("settledFrom"),
            Of("settledTo"));

        Assert.Equal([name], parsed.Errors!.Keys);
        Assert.DoesNotContain(value, parsed.Errors[name].Where(_ => value.Length > 3));
    }

    [Fact]
    public void All_wrong_parameters_are_said_at_once() =>
        Assert.Equal(
            ["status", "from", "cursor", "take", "actionRequired", "to", "settledFrom", "settledTo"],
            Parse("x", "x", "?", "x", "x", "x", "x", "x").Errors!.Keys);

    [Theory]
    [InlineData("none")]
    [InlineData("top_up")]
    [InlineData("new_invoice")]
    [InlineData("review")]
    public void What_is_required_can_be_asked_for(string action) =>
        Assert.Equal(action, Parse(actionRequired: action).Query?.ActionRequired);

    [Fact]
    public void Without_a_merchant_it_is_everybodys() => Assert.Null(
        ListRequest.TryParse(null, default, null, null, out var query, out _) ? query.Merchant : "");

    private static (PaymentIntentQuery? Query, Dictionary<string, string[]>? Errors) Parse(
        string? status = null, string? from = null, string? cursor = null, string? take = null,
        string? actionRequired = null, string? to = null, string? settledFrom = null, string? settledTo = null) =>
        ListRequest.TryParse(
            "shop", new ListFilters(status, actionRequired, from, to, settledFrom, settledTo), cursor, take,
            out var query, out var errors)
            ? (query, null)
            : (null, errors);
}
