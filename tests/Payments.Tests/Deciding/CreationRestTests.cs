using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Tests.Deciding;

/// <summary>An invoice that does not come about has an end by time, and a way on.</summary>
public class CreationRestTests
{
    [Fact]
    public void After_a_minute_the_caller_hears_that_it_takes_longer_and_asks_less_often()
    {
        var story = Story.Requested().After(TimeSpan.FromSeconds(59));
        Assert.Equal(("Your payment is being prepared.", 2), (story.View.Message, story.View.PollAfterSeconds));
        story.After(TimeSpan.FromSeconds(1));
        Assert.Equal(("Your payment is still being prepared. It takes longer than usual.", 30),
            (story.View.Message, story.View.PollAfterSeconds));
        Assert.Equal("Payment Requested", story.View.CaseStatus);
    }

    [Theory]
    [InlineData(false, "processor_refused")]
    [InlineData(true, "processor_unavailable")]
    public void What_rests_is_reviewed(bool isOutage, string errorCode)
    {
        var story = Rested(isOutage);
        Assert.Equal(("Requested", "Payment Under Review", true, errorCode),
            (story.View.Status, story.View.CaseStatus, story.View.IsFinal, story.View.ErrorCode));
    }

    [Fact]
    public void It_is_asked_for_no_more_unless_an_outage_is_waited_for()
    {
        Assert.DoesNotContain(Rested(isOutage: false).OwedNow(), IsCreation);
        Assert.Equal(PollPhase.Long, Rested(isOutage: true).OwedNow().Single(IsCreation).Phase);
    }

    [Fact]
    public void The_same_create_again_or_a_next_invoice_has_it_go_on_for_as_long_as_at_first()
    {
        foreach (var ask in (Func<DateTimeOffset, Command>[])
            [at => new Command.Create(Story.Request(), Story.NewIntent(), at),
             at => new Command.StartInvoice("attempt-2", "sandbox", at),
             at => new Command.ResumeCreation("attempt-1", at)])
        {
            var story = Rested(isOutage: false).After(TimeSpan.FromHours(1)).Do(ask);
            Assert.Equal(("Payment Requested", 2), (story.View.CaseStatus, story.View.PollAfterSeconds));
            Assert.Equal("attempt-1", story.Intent!.Current.AttemptId);
            Assert.Equal(story.Now.AddMinutes(15), Schedule.CreationRestsAt(story.Intent, Story.Policy));
        }
    }

    [Fact]
    public void An_invoice_that_is_made_ends_the_review() =>
        Assert.Equal("Awaiting Payment", Rested(isOutage: false).Open("inv-1").View.CaseStatus);

    [Fact]
    public void A_cancel_or_a_persons_word_ends_it_and_nothing_is_asked_for_after()
    {
        var cancelled = Rested(isOutage: true).Cancelled();
        Assert.Equal("Payment Pending", cancelled.View.CaseStatus);
        Assert.DoesNotContain(cancelled.OwedNow(), IsCreation);

        var closed = Rested(isOutage: true).Do(at => new Command.Resolve(
            new ReviewResolution(ReviewOutcome.NothingOwed, "", null, "why", "ops"), at));
        Assert.Equal(("failed", "none", "0.00"),
            (closed.View.Outcome, closed.View.ActionRequired, closed.View.AmountDue));
        Assert.DoesNotContain(closed.OwedNow(), IsCreation);
        Assert.Equal(Refusal.NothingDue, closed.RefusalOf(at => new Command.StartInvoice("a", "sandbox", at)));
    }

    [Fact]
    public void A_second_rest_is_another_review()
    {
        var story = Rested(isOutage: false);
        var known = Reviews.Open(story.Intent!);
        story.Do(at => new Command.ResumeCreation("attempt-1", at)).After(TimeSpan.FromMinutes(15))
            .Do(at => new Command.RestCreation("attempt-1", "generic-error", false, at));
        Assert.Single(Reviews.Open(story.Intent!).Except(known));
    }

    [Fact]
    public void A_pause_does_not_put_off_the_time_at_which_a_human_is_told()
    {
        var story = Story.Requested().After(TimeSpan.FromMinutes(14));
        var pause = new LaneMemory(story.Now.AddMinutes(16), HasFailed: true);
        Assert.Equal(Story.Start.AddMinutes(15), story.OwedNow(pause).Single(IsCreation).DueAt);
    }

    [Fact]
    public void A_life_that_begins_after_that_time_searches_at_its_pace_and_not_without_a_pause()
    {
        var story = Story.Requested().After(TimeSpan.FromHours(1));
        var pause = new LaneMemory(story.Now.AddSeconds(1));
        Assert.Equal(story.Now.AddSeconds(1), story.OwedNow(pause).Single(IsCreation).DueAt);
    }

    private static Story Rested(bool isOutage) => Story.Requested().After(TimeSpan.FromMinutes(15))
        .Do(at => new Command.RestCreation("attempt-1", "generic-error", isOutage, at));

    private static bool IsCreation(OwedWork work) => work.Lane.Kind == WorkKind.CreateInvoice;
}
