using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;
using static CryptoPay.Payments.Tests.RefundStory;

namespace CryptoPay.Payments.Tests.Refunds;

/// <summary>How a processor takes a refund, and what is made of what cannot be.</summary>
public class RefundEndTests
{
    [Fact]
    public void A_refusal_ends_the_refund_and_says_why()
    {
        var story = Refused(mayExist: false);
        Assert.Equal(("Failed", "non-refundable", "paid"),
            (View(story, "r1").Status, View(story, "r1").ErrorCode, story.View.Outcome));
    }

    [Fact]
    public void A_refusal_after_a_call_without_a_clear_end_is_reviewed_and_the_money_stays_promised()
    {
        var story = Refused(mayExist: true);
        Assert.Equal(("Requested", "review"), (View(story, "r1").Status, story.View.Outcome));
        Assert.Equal(Refusal.NothingToRefund, story.RefusalOf(Ask("r2")));
        Assert.Equal(
            ("Completed", "100.00"), (View(story.Do(Out("r1", 100m)), "r1").Status, story.View.AmountRefunded));
    }

    [Fact]
    public void A_refund_that_is_found_in_a_status_that_tells_nothing_is_not_asked_for_again()
    {
        var story = Paid().Do(Ask("r1")).Do(See("r1", RefundStatus.Unrecognized));
        Assert.Equal((false, "Pending", "review"),
            (story.Intent!.Refunds.Single().IsOwed, View(story, "r1").Status, story.View.Outcome));
    }

    [Fact]
    public void Of_twins_the_one_that_is_alive_stands_for_the_refund()
    {
        var story = Paid().Do(Ask("r1")).Do(See("r1", RefundStatus.Failed));
        var twin = Step.RefundOf(story, "r1", 100m) with { ProcessorRefundId = new Sensitive("twin") };
        story.Do(at => new Command.ObserveRefund("r1", twin, at));
        Assert.Equal(("Completed", "100.00", "review"),
            (View(story, "r1").Status, story.View.AmountRefunded, story.View.Outcome));
    }

    [Fact]
    public void When_money_has_gone_out_the_invoice_is_read_again_because_others_may_have_given_back_too()
    {
        var story = Paid().Do(Ask("r1", 30m)).Do(See("r1", RefundStatus.Pending));
        Assert.Null(story.Intent!.ReadDueAt);
        Assert.NotNull(story.Do(Out("r1", 30m)).Intent!.ReadDueAt);
    }

    [Fact]
    public void A_part_that_went_out_of_a_refund_that_failed_is_said_so()
    {
        var story = Paid().Do(Ask("r1")).Do(story => at => new Command.ObserveRefund(
            "r1", Step.RefundOf(story, "r1", 25m) with { Status = RefundStatus.Failed }, at));
        Assert.Equal(("Failed", "25.00"), (View(story, "r1").Status, View(story, "r1").AmountRefunded));
        Assert.StartsWith("Only a part", View(story, "r1").Message);
    }

    [Fact]
    public void Twins_at_the_processor_are_reviewed_and_the_first_one_stays()
    {
        var story = Paid().Do(Ask("r1")).Do(See("r1", RefundStatus.Pending));
        var twin = Seen(story, "r1", RefundStatus.Pending) with { ProcessorRefundId = new Sensitive("twin") };
        story.Do(at => new Command.ObserveRefund("r1", twin, at));
        Assert.Equal(("review", "at-processor-r1"),
            (story.View.Outcome, story.Intent!.Refunds.Single().Refund!.ProcessorRefundId.Value));
    }

    [Fact]
    public void A_refund_of_another_amount_than_was_asked_for_is_reviewed()
    {
        var story = Paid().Do(Ask("r1", 40m));
        var half = Seen(story, "r1", RefundStatus.Completed, 50m) with { Amount = new Money(50m, "USD") };
        story.Do(at => new Command.ObserveRefund("r1", half, at));
        Assert.Equal("review", story.View.Outcome);
    }

    [Fact]
    public void A_status_that_does_not_tell_whether_money_went_out_keeps_the_refund_as_it_is_and_is_reviewed()
    {
        var story = Paid().Do(Ask("r1")).Do(See("r1", RefundStatus.Pending)).Do(See("r1", RefundStatus.Unrecognized));
        Assert.Equal(("Pending", "review"), (View(story, "r1").Status, story.View.Outcome));
        Assert.Empty(story.EventsOf(See("r1", RefundStatus.Unrecognized)(story)));
    }

    [Fact]
    public void A_refund_that_never_goes_out_is_looked_at_for_thirty_days_and_then_given_to_a_human()
    {
        var story = Paid().Do(Ask("r1")).Do(See("r1", RefundStatus.Pending));
        var refund = story.Intent!.Refunds.Single();
        Assert.Equal(PollPhase.Short, PhaseAfter(TimeSpan.FromMinutes(2)));
        Assert.Equal(PollPhase.Slowing, PhaseAfter(TimeSpan.FromMinutes(3)));
        Assert.Equal(PollPhase.Long, PhaseAfter(TimeSpan.FromMinutes(18)));
        Assert.Equal(PollPhase.Review, PhaseAfter(TimeSpan.FromHours(24)));
        Assert.Equal(story.Now.AddDays(30), RefundSchedule.GivenUpAt(refund, Story.Policy));
        Assert.Empty(story.EventsOf(at => new Command.GiveRefundUp("r1", at)));
        story.After(TimeSpan.FromDays(30)).Do(at => new Command.GiveRefundUp("r1", at));
        Assert.Equal(("review", "refund_not_out"), (story.View.Outcome, View(story, "r1").ErrorCode));
        Assert.DoesNotContain(story.OwedNow(), work => work.Lane.Kind == WorkKind.ReadRefunds);

        PollPhase PhaseAfter(TimeSpan span) => RefundSchedule.PhaseAt(refund, story.Now + span, Story.Policy);
    }

    [Fact]
    public void A_settled_order_with_an_open_refund_is_not_forgotten()
    {
        var story = Paid();
        var nextCheck = story.Invoice.ExpiresAt.AddSeconds(30);
        Assert.Equal(nextCheck, story.WatchdogAt);
        Assert.Equal(story.Now.AddSeconds(30), story.Do(Ask("r1")).WatchdogAt);
        Assert.True(story.Do(See("r1", RefundStatus.Pending)).WatchdogAt < nextCheck);
        story.Do(Out("r1", 100m)).See(story.Invoice);
        Assert.Equal(nextCheck, story.WatchdogAt);
    }
}
