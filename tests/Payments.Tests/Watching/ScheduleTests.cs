using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Tests.Watching;

public class ScheduleTests
{
    [Fact]
    public void Eighteen_short_polls_then_waits_that_double_to_fifteen_minutes_to_the_end_of_the_watch()
    {
        var story = Story.Opened();
        var reads = new List<TimeSpan>();
        var lastReadAt = story.Now;
        while (Schedule.NextReadAt(story.Intent!, lastReadAt, story.Now, Story.Policy) is { } next)
        {
            story.After(next - story.Now);
            Assert.Equal(story.Now, Schedule.NextReadAt(story.Intent!, lastReadAt, story.Now, Story.Policy));
            reads.Add(story.Now - Story.Start);
            story.See(story.Now < story.Invoice.ExpiresAt ? InvoiceStatus.Open : InvoiceStatus.Expired);
            lastReadAt = story.Now;
        }

        Assert.Equal(Enumerable.Range(1, 18).Select(i => TimeSpan.FromSeconds(10 * i)), reads.Take(18));
        Assert.Equal([190, 210, 250, 330, 490, 810, 1450], reads.Skip(18).Take(7).Select(read => read.TotalSeconds));
        Assert.All(reads.Skip(18).Zip(reads.Skip(19)),
            pair => Assert.True(pair.Second - pair.First <= TimeSpan.FromMinutes(15)));
        Assert.Equal(TimeSpan.FromHours(24.5), reads[^1]);
        Assert.Equal("timeout", story.View.Outcome);
        Assert.Null(story.WatchdogAt);
    }

    [Theory]
    [InlineData(190)]
    [InlineData(210)]
    [InlineData(400)]
    [InlineData(899)]
    public void What_comes_while_the_waits_double_is_seen_within_its_own_age(int paidAfterSeconds)
    {
        var story = Story.Opened();
        var (openedAt, readAt) = (story.Now, story.Now);
        while (readAt < openedAt.AddSeconds(paidAfterSeconds))
            readAt = Schedule.NextReadAt(story.Intent!, readAt, story.Now, Story.Policy)!.Value;
        Assert.InRange(readAt - openedAt, TimeSpan.Zero, TimeSpan.FromSeconds(2 * paidAfterSeconds));
    }

    [Fact]
    public void A_change_begins_another_short_window()
    {
        var story = Story.Opened().After(TimeSpan.FromMinutes(10)).See(InvoiceStatus.Confirming, 100m);
        Assert.Equal(PollPhase.Short, Schedule.PhaseAt(story.Intent!, story.Now, Story.Policy));
        Assert.Equal(story.Now.AddSeconds(10), Schedule.NextReadAt(story.Intent!, story.Now, story.Now, Story.Policy));
    }

    [Fact]
    public void The_watch_ends_fifteen_minutes_after_the_processors_own_monitoring_where_that_is_later()
    {
        var story = Story.Opened();
        Assert.Equal(story.Invoice.MonitoredUntil.AddMinutes(15), Schedule.WatchEndsAt(story.Intent!, Story.Policy));
        story.See(story.Invoice with { MonitoredUntil = Story.Start.AddHours(1) });
        Assert.Equal(Story.Start.AddHours(24), Schedule.WatchEndsAt(story.Intent!, Story.Policy));
    }

    [Fact]
    public void Settled_is_read_at_the_end_of_the_lock_of_the_monitoring_and_of_the_watch_and_after_a_wake()
    {
        var story = Story.Opened().See(InvoiceStatus.Settled, 100m);
        var invoice = story.Invoice;
        DateTimeOffset[] checks = [invoice.ExpiresAt, invoice.MonitoredUntil, invoice.MonitoredUntil.AddMinutes(15)];
        foreach (var check in checks)
        {
            // A fresh activation knows of no read: what was checked is in the written state.
            Assert.Equal(check, Schedule.NextReadAt(story.Intent!, null, story.Now, Story.Policy));
            Assert.Equal(check.AddSeconds(30), story.WatchdogAt);
            story.After(check - story.Now).ReadFails();
            Assert.Equal(check, Schedule.NextReadAt(story.Intent!, null, story.Now, Story.Policy));
            story.See(invoice);
        }

        Assert.Null(Schedule.NextReadAt(story.Intent!, null, story.Now, Story.Policy));
        Assert.Null(story.WatchdogAt);
        story.After(TimeSpan.FromHours(1)).Do(at => new Command.Wake(at));
        Assert.Equal(story.Now, Schedule.NextReadAt(story.Intent!, Story.Start, story.Now, Story.Policy));
    }

    [Fact]
    public void A_check_that_could_not_be_read_is_tried_again_at_the_slow_pace()
    {
        var story = Story.Opened().See(InvoiceStatus.Settled, 100m).After(TimeSpan.FromMinutes(15)).ReadFails();
        Assert.Equal(
            story.Now.AddMinutes(15), Schedule.NextReadAt(story.Intent!, story.Now, story.Now, Story.Policy));
    }

    [Fact]
    public void Wakes_do_not_make_more_than_one_read_a_second()
    {
        var story = Story.Opened().Do(at => new Command.Wake(at));
        Assert.Equal(story.Now.AddSeconds(1), Schedule.NextReadAt(story.Intent!, story.Now, story.Now, Story.Policy));
    }

    [Fact]
    public void What_waits_for_a_human_is_read_daily_for_thirty_days()
    {
        var story = Story.Opened().After(TimeSpan.FromHours(24.5)).ReadFails();
        Assert.Equal(story.Now.AddDays(1), Schedule.NextReadAt(story.Intent!, story.Now, story.Now, Story.Policy));
        story.After(TimeSpan.FromDays(30)).ReadFails();
        Assert.Equal((WatchEnd.GivenUp, "review"), (story.Intent!.WatchEnd, story.View.Outcome));
        Assert.Null(Schedule.NextReadAt(story.Intent!, story.Now, story.Now, Story.Policy));
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 4)]
    [InlineData(5, 32)]
    [InlineData(50, 300)]
    public void Backoff_doubles_up_to_its_maximum(int failureCount, int seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds), Schedule.BackoffAfter(failureCount, null, jitter: 0, Story.Policy));

    [Fact]
    public void Backoff_is_never_shorter_than_the_processor_asks_for() => Assert.Equal(
        TimeSpan.FromHours(1), Schedule.BackoffAfter(1, TimeSpan.FromHours(1), jitter: 1, Story.Policy));

    [Theory]
    [InlineData(0)]
    [InlineData(0.123456789)]
    [InlineData(1)]
    public void A_random_part_makes_a_wait_longer_by_whole_milliseconds(double jitter)
    {
        var minute = TimeSpan.FromMinutes(1);

        var wait = Schedule.Jittered(minute, jitter, Story.Policy);

        Assert.InRange(wait, minute, minute * 1.1);
        Assert.Equal(0, wait.Ticks % TimeSpan.TicksPerMillisecond);
    }
}
