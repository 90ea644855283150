using System.Collections.Immutable;
using CryptoPay.Payments.Owing;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Views;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Tests.Watching;

/// <summary>A processor's clock is not ours, and the times that it tells have no bounds of their own.</summary>
public class ProcessorTimeTests
{
    private static readonly TimeSpan Lock = TimeSpan.FromMinutes(15);

    [Theory]
    [InlineData(-20)]
    [InlineData(20)]
    [InlineData(24 * 60)]
    [InlineData(0)]
    public void The_rate_lock_is_as_long_by_our_clock_as_by_the_processors(int aheadMinutes)
    {
        var story = Story.Requested();
        var made = Dated(story, aheadMinutes);
        story.Do(at => new Command.RecordInvoice("attempt-1", made, at));
        Assert.Equal(900, story.View.SecondsLeft);
        // The same answer at the next read is the same invoice.
        Assert.Empty(story.After(TimeSpan.FromMinutes(1)).EventsOf(at => new Command.Observe("sandbox", made, at)));
        Assert.Equal(840, story.View.SecondsLeft);
    }

    [Fact]
    public void Of_an_invoice_that_a_search_found_the_time_since_the_attempt_began_tells_nothing_of_the_clock()
    {
        var story = Story.Requested();
        var made = Dated(story.After(TimeSpan.FromMinutes(5)), aheadMinutes: -3);
        story.Do(at => new Command.RecordLookUp("sandbox", [made], at, at));
        Assert.Equal(12 * 60, story.View.SecondsLeft);
    }

    [Theory]
    [InlineData(9999)]
    [InlineData(2099)]
    [InlineData(1970)]
    public void No_time_is_so_far_away_that_an_order_cannot_be_read_or_has_no_end(int year)
    {
        var story = Story.Requested();
        var far = new DateTimeOffset(year, 12, 31, 23, 59, 59, TimeSpan.Zero);
        var made = story.New("inv-1") with { ExpiresAt = far, MonitoredUntil = far };
        story.Do(at => new Command.RecordInvoice("attempt-1", made, at));
        Assert.InRange(Schedule.WatchEndsAt(story.Intent!, Story.Policy),
            Story.Start + Story.Policy.WatchWindow,
            Story.Start + Story.Policy.WatchMax + Story.Policy.WatchAfterMonitoring);
        Assert.Empty(story.After(TimeSpan.FromHours(1)).EventsOf(at => new Command.Observe("sandbox", made, at)));
        Assert.NotNull(story.WatchdogAt);
        story.Do(at => new Command.RecordLookUp("sandbox", [made with { CreatedAt = far }], at, at));
    }

    [Fact]
    public void A_row_that_holds_such_a_time_already_is_read()
    {
        var story = Story.Opened();
        var far = DateTimeOffset.MaxValue;
        var intent = story.Intent! with
        {
            Attempts = [story.Intent!.Current with { Invoice = story.Invoice with { MonitoredUntil = far } }],
        };
        Assert.Equal("AwaitingPayment", intent.ViewAt(story.Now, Story.Policy).Status);
        Assert.NotEmpty(Owed.Of(intent, [], _ => LaneMemory.None, story.Now, Story.Policy));
    }

    [Fact]
    public void After_our_clock_was_set_back_a_wake_is_read_at_once()
    {
        var story = Story.Opened();
        var ahead = story.Now.AddHours(2);
        var memory = new LaneMemory(NotBefore: ahead, LastReadAt: ahead, AnsweredAt: ahead);
        story.Do(at => new Command.Wake(at, ReadStartedAt: ahead));
        var read = Assert.Single(story.OwedNow(memory));
        Assert.InRange(read.DueAt, story.Now, story.Now + Story.Policy.ReadGap);
    }

    [Fact]
    public void After_our_clock_was_set_back_no_piece_of_work_waits_longer_than_pauses_do()
    {
        var story = Story.Opened();
        var (soon, ahead) = (story.Now.AddMinutes(1), story.Now.AddDays(1));
        var pauses = ImmutableDictionary<string, DateTimeOffset>.Empty.Add("one", ahead).Add("other", soon);
        var memory = new LaneMemory(NotBeforeById: pauses).At(story.Now, Story.Policy);
        Assert.Equal((story.Now, soon), (memory.NotBeforeById!["one"], memory.NotBeforeById["other"]));
    }

    [Fact]
    public void After_our_clock_was_set_back_a_wake_from_ahead_is_due_and_does_not_hide_another()
    {
        var story = Story.Opened().After(TimeSpan.FromHours(2)).Do(at => new Command.Wake(at));
        story.After(TimeSpan.FromHours(-2));
        Assert.Equal(story.Now, Assert.Single(story.OwedNow()).DueAt);
        Assert.NotEmpty(story.EventsOf(at => new Command.Wake(at)));
    }

    private static Invoice Dated(Story story, int aheadMinutes)
    {
        var madeAt = story.Now.AddMinutes(aheadMinutes);
        return story.New("inv-1") with
        {
            CreatedAt = madeAt,
            ExpiresAt = madeAt + Lock,
            MonitoredUntil = madeAt + Lock + TimeSpan.FromDays(1),
        };
    }
}
