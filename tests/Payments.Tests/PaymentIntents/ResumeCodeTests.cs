using System.Text.Json;
using CryptoPay.Payments.Deciding;
using CryptoPay.Payments.History;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using static CryptoPay.Payments.Tests.RefundStory;

namespace CryptoPay.Payments.Tests.PaymentIntents;

/// <summary>For how long a code brings its customer back.</summary>
public class ResumeCodeTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void A_repeat_shows_the_same_whatever_was_drawn_for_it()
    {
        var story = Story.Opened().Do(at => new Command.Create(
            Story.Request(), Story.NewIntent() with { ResumeCode = Story.CodeOf(9) }, at));

        Assert.Equal("000001", story.View.ResumeCode);
        story.Do(at => new Command.StartInvoice("again", "sandbox", at, Story.CodeOf(9)));
        Assert.Equal("000001", story.View.ResumeCode);
    }

    [Fact]
    public void The_next_invoice_replaces_it() =>
        Assert.Equal("000002", Story.Opened().See(InvoiceStatus.Expired).NextInvoice("inv-2").View.ResumeCode);

    [Fact]
    public void Where_none_was_to_be_had_the_payment_goes_on_and_the_old_one_is_not_kept()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired)
            .Do(at => new Command.StartInvoice("attempt-2", "sandbox", at)).Open("inv-2");

        Assert.Equal(("", "AwaitingPayment"), (story.View.ResumeCode, story.View.Status));
    }

    [Theory]
    [InlineData(InvoiceStatus.Expired)]
    [InlineData(InvoiceStatus.Confirming)]
    [InlineData(InvoiceStatus.Invalid)]
    public void While_something_may_still_become_of_it_it_stays(InvoiceStatus status) =>
        Assert.Equal("000001", Story.Opened().See(status, status == InvoiceStatus.Invalid ? 0 : 40m).View.ResumeCode);

    [Fact]
    public void It_is_over_once_it_is_paid() => AssertOver(Story.Opened().See(InvoiceStatus.Settled, 100m));

    [Fact]
    public void It_is_over_once_it_is_certainly_cancelled_and_not_while_that_is_a_wish()
    {
        var story = Story.Opened().Cancelled();
        Assert.Equal(("Payment Pending", "000001"), (story.View.CaseStatus, story.View.ResumeCode));

        AssertOver(story.See(InvoiceStatus.Invalid, qualifiers: InvoiceQualifiers.Manual));
        Assert.Equal("Cancelled", story.View.Status);
    }

    [Fact]
    public void It_is_over_once_all_that_came_was_given_back_and_the_next_invoice_has_one_again()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired, 40m, confirmed: true).Do(Ask("r1"));
        Assert.Equal("000001", story.View.ResumeCode);

        AssertOver(story.Do(Out("r1", 40m)));
        Assert.Equal("refunded", story.View.Outcome);
        Assert.Equal("000002", story.NextInvoice("inv-2").View.ResumeCode);
    }

    [Fact]
    public void It_is_over_a_day_after_the_newest_invoice_though_nothing_happens()
    {
        var story = Story.Requested().After(TimeSpan.FromMinutes(10)).Open("inv-1");

        Assert.Equal("000001", story.After(ResumeCode.Lifetime - Moment).View.ResumeCode);
        Assert.Equal("", story.After(Moment).View.ResumeCode);
        AssertOver(story.After(TimeSpan.FromHours(1)).ReadFails());
    }

    [Fact]
    public void It_ends_with_the_watch_where_that_ends_sooner()
    {
        var story = Story.Requested().Do(at => new Command.RecordRefusal("attempt-1", "no", false, at));
        var policy = Story.Policy with { WatchWindow = TimeSpan.FromHours(1) };
        story.After(policy.WatchWindow);
        var ended = Assert.IsType<Decision.Accepted>(
            Decider.Decide(story.Intent, new Command.FinishReading(story.Now, true, story.Now), policy));

        Assert.Equal("000001", story.View.ResumeCode);
        AssertOver(new Story(ended.Events.Aggregate(story.Intent, Evolver.Evolve)!).After(policy.WatchWindow));
    }

    [Fact]
    public void Neither_it_nor_its_digest_is_in_the_history()
    {
        var story = Story.Requested();
        Event[] events =
        [
            new Event.IntentRequested(Story.Request(), Story.NewIntent(), story.Now),
            new Event.AttemptStarted("attempt-2", "sandbox", story.Intent!.Price, story.Now, Story.CodeOf(1)),
        ];

        Assert.All(events, happened =>
        {
            var kept = JsonSerializer.Serialize(EventRecord.DataOf(happened, story.Intent));
            Assert.DoesNotContain("000001", kept);
            Assert.DoesNotContain("digest-1", kept);
            Assert.DoesNotContain(Story.CodeOf(1).Code.Digest("salt"), kept);
        });
    }

    [Fact]
    public void It_is_nowhere_where_an_intent_is_written_down() =>
        Assert.DoesNotContain("000001", $"{Story.Opened().Intent} {Story.Opened().View}");

    /// <summary>Not shown any more, and its digest stands in nobody's way.</summary>
    private static void AssertOver(Story story)
    {
        Assert.Equal("", story.View.ResumeCode);
        Assert.Null(story.Intent!.ResumeCode);
    }
}
