using CryptoPay.Hosting.Alerts;
using Microsoft.Extensions.Time.Testing;

namespace CryptoPay.Hosting.Tests.Alerts;

public class AlertBookTests
{
    private readonly FakeTimeProvider time = new();
    private readonly AlertBook book;

    public AlertBookTests() => book = new AlertBook(time);

    [Fact]
    public void A_burst_with_one_cause_is_one_post_with_its_count()
    {
        foreach (var i in Enumerable.Range(0, 1_000)) Review("btcpay", "verdict_doubted", $"CC-{i}");
        Review("bitpay", "verdict_doubted", "CC-elsewhere");

        var told = Pass(Alert.GatherMin);

        Assert.Equal([(AlertState.Began, 1), (AlertState.Began, 1_000)],
            told.Select(post => (post.State, post.Count)).Order());
        Assert.All(told, post => Assert.InRange(post.Orders.Length, 1, 10));
    }

    [Fact]
    public void What_is_open_is_counted_by_event_and_account_or_sink_and_stays_with_0_when_it_is_over()
    {
        foreach (var reason in (string[])["timeout", "http_500"])
            Hear(2003, "slow", ("Account", "btcpay"), ("Reason", reason));
        Hear(2014, "down", ("Sink", "workitem"), ("Merchant", "north"), ("Code", "http_503"));
        Assert.Equal([(2003, "btcpay", "", 2), (2014, "", "workitem", 1)], book.Open());

        Hear(2007, "again", ("Account", "btcpay"));
        Assert.Equal([(2003, "btcpay", "", 0), (2014, "", "workitem", 1)], book.Open());
    }

    [Fact]
    public void Which_exception_it_was_makes_no_other_alert() => Assert.Equal("1004", Occurrence.Of(
        1004, "Not written.", [new("Key", "default/CC-1"), new("exception.type", "System.IO.IOException")]).AlertId);

    [Fact]
    public void What_comes_alone_is_told_at_once_however_long_ago_the_last_one_was()
    {
        foreach (var i in Enumerable.Range(0, 5))
        {
            Review("btcpay", "overpaid", $"CC-{i}");
            var post = Assert.Single(Pass(Alert.GatherMin));
            Assert.Equal((i == 0 ? AlertState.Began : AlertState.GoesOn, i + 1, $"CC-{i}"),
                (post.State, post.Count, post.Text));
            Assert.Empty(Pass(TimeSpan.FromHours(2)));
        }
    }

    [Fact]
    public void What_comes_without_end_is_told_ever_less_often_and_at_least_once_an_hour()
    {
        List<AlertPost> told = [];
        for (var second = 0; second < 24 * 3_600; second += 5)
        {
            Hear(2002, "refused", ("Account", "btcpay"), ("Code", "no"));
            told.AddRange(Pass(TimeSpan.FromSeconds(5)));
        }

        Assert.InRange(told.Count, 24, 40);
        Assert.True(told[^1].Count > 16_000);
        Assert.All(told.Zip(told.Skip(1)), pair => Assert.True(
            pair.Second.LastAt - pair.First.LastAt <= Alert.GatherMax + 2 * Alert.GatherMin));
    }

    [Fact]
    public void It_ends_once_when_the_last_of_its_orders_is_settled()
    {
        Review("btcpay", "overpaid", "CC-1");
        Review("btcpay", "overpaid", "CC-2");
        Pass(Alert.GatherMin);

        Hear(1008, "over", ("Merchant", "default"), ("OrderId", "CC-1"));
        Assert.Empty(Pass(TimeSpan.FromDays(2)));
        Hear(1008, "over", ("Merchant", "default"), ("OrderId", "CC-2"));

        var post = Assert.Single(Pass(TimeSpan.FromDays(2)));
        Assert.Equal((AlertState.Ended, 1002, 2), (post.State, post.Event, post.Count));
    }

    [Fact]
    public void An_account_that_makes_invoices_again_ends_its_own_alerts_alone()
    {
        Slow("btcpay", "timeout");
        Slow("btcpay", "http_503");
        Slow("bitpay", "timeout");
        Pass(Alert.GatherMin);

        Hear(2007, "again", ("Account", "btcpay"));

        Assert.Equal(["2003:btcpay:http_503", "2003:btcpay:timeout"],
            Pass(TimeSpan.FromDays(1)).Where(post => post.State == AlertState.Ended)
                .Select(post => post.AlertId).Order());
    }

    [Fact]
    public void Causes_that_are_not_over_are_counted_by_event_and_an_event_that_has_none_any_more_stays_with_0()
    {
        Slow("btcpay", "timeout");
        Slow("bitpay", "timeout");
        Hear(1004, "not written", ("Key", "default/CC-1"));
        Assert.Equal([(1004, "", "", 1), (2003, "bitpay", "", 1), (2003, "btcpay", "", 1)], book.Open());

        Hear(2007, "again", ("Account", "btcpay"));
        Assert.Equal([(1004, "", "", 1), (2003, "bitpay", "", 1), (2003, "btcpay", "", 0)], book.Open());

        Pass(TimeSpan.FromDays(1));
        Hear(2007, "again", ("Account", "bitpay"));
        Assert.Equal([(1004, "", "", 0), (2003, "bitpay", "", 0), (2003, "btcpay", "", 0)], book.Open());
    }

    [Fact]
    public void What_nothing_ends_is_over_when_it_was_not_heard_for_two_hours()
    {
        Hear(1004, "not written", ("Key", "default/CC-1"));
        Pass(Alert.GatherMin);

        Assert.Empty(Pass(Alert.Silence - 2 * Alert.GatherMin));
        Assert.Equal(AlertState.Ended, Assert.Single(Pass(2 * Alert.GatherMin)).State);
        Assert.Null(book.Next());
    }

    [Fact]
    public void What_lasts_and_is_logged_once_an_hour_is_not_said_to_be_over_between()
    {
        List<AlertPost> told = [];
        foreach (var _ in Enumerable.Range(0, 6))
        {
            Hear(2002, "refused", ("Account", "btcpay"), ("Code", "invalid_request"), ("Count", "3"));
            told.AddRange(Pass(TimeSpan.FromMinutes(70)));
        }

        Assert.DoesNotContain(told, post => post.State == AlertState.Ended);
    }

    [Fact]
    public void What_is_logged_only_once_is_never_said_to_be_over()
    {
        Hear(2004, "strange host", ("Account", "btcpay"), ("Host", "pay.example.net"));

        Assert.Equal(AlertState.Began, Assert.Single(Pass(TimeSpan.FromDays(30))).State);
    }

    [Fact]
    public void What_comes_while_a_post_is_on_its_way_is_told_by_the_next()
    {
        Review("btcpay", "overpaid", "CC-1");
        time.Advance(Alert.GatherMin);
        var post = book.Next()!.Value.Post;
        Review("btcpay", "overpaid", "CC-2");
        book.Told(post);

        var next = Assert.Single(Pass(2 * Alert.GatherMin));
        Assert.Equal((AlertState.GoesOn, 2), (next.State, next.Count));
    }

    [Fact]
    public void What_begins_and_ends_before_it_is_told_is_told_and_its_end_too()
    {
        Slow("btcpay", "timeout");
        Hear(2007, "again", ("Account", "btcpay"));

        Assert.Equal([AlertState.Began, AlertState.Ended], Pass(Alert.GatherMin).Select(post => post.State));
    }

    [Fact]
    public void An_outsider_who_makes_up_causes_fills_no_memory()
    {
        foreach (var i in Enumerable.Range(0, 5_000)) Slow("btcpay", $"made-up-{i}");

        var told = Pass(Alert.GatherMin);

        Assert.Equal(1_001, told.Length);
        Assert.Equal(4_000, Assert.Single(told, post => post.Cause.IsEmpty).Count);
    }

    private void Review(string account, string reasons, string order) => Hear(1002, order,
        ("Merchant", "default"), ("OrderId", order), ("Account", account), ("Reasons", reasons));

    private void Slow(string account, string reason) => Hear(2003, "slow", ("Account", account), ("Reason", reason));

    private void Hear(int eventId, string text, params (string Name, string Value)[] values) => book.Hear(
        Occurrence.Of(eventId, text, values.Select(value => KeyValuePair.Create(value.Name, (object?)value.Value))));

    /// <summary>Time passes, and each post arrives when it is due.</summary>
    private AlertPost[] Pass(TimeSpan span)
    {
        var (end, told) = (time.GetUtcNow() + span, new List<AlertPost>());
        while (book.Next() is { } next && next.DueAt <= end)
        {
            if (next.DueAt > time.GetUtcNow()) time.SetUtcNow(next.DueAt);
            told.Add(next.Post);
            book.Told(next.Post);
        }

        time.SetUtcNow(end);
        return [.. told];
    }
}
