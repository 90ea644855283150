using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;
using static CryptoPay.Payments.Tests.RefundStory;

namespace CryptoPay.Payments.Tests.Refunds;

/// <summary>That a refund is sent is written before the call; what is unclear is never taken for unsent.</summary>
public class RefundSendingTests
{
    private static readonly TimeSpan CreateMax = Story.Policy.CreateMax;

    [Fact]
    public void It_is_marked_and_the_mark_is_taken_back_when_it_certainly_was_not_heard()
    {
        var story = Sent();
        Assert.Equal(story.Now, story.Intent!.Refunds.Single().SentAt);
        Assert.Null(story.Do(at => new Command.TakeRefundBack("r1", at)).Intent!.Refunds.Single().SentAt);
    }

    [Fact]
    public void That_a_search_does_not_show_it_is_for_a_human_once_it_cannot_be_under_way_any_more()
    {
        var story = Sent().After(CreateMax - TimeSpan.FromSeconds(1)).Do(Missing());
        Assert.Equal("paid", story.View.Outcome);
        story.After(TimeSpan.FromSeconds(1)).Do(Missing());
        Assert.Equal(("review", "refund_unclear"), (story.View.Outcome, View(story, "r1").ErrorCode));
        Assert.Equal(("Requested", "0.00"), (View(story, "r1").Status, View(story, "r1").AmountRefunded));
        Assert.Equal(Refusal.NothingToRefund, story.RefusalOf(Ask("r2")));
    }

    [Fact]
    public void Not_where_it_is_safely_sent_again() =>
        Assert.Empty(Sent().After(CreateMax).EventsOf(Missing(isRepeatSafe: true)));

    [Fact]
    public void It_is_looked_for_still_and_the_review_ends_when_it_is_found()
    {
        var story = Unclear();
        Assert.Contains(story.OwedNow(), work => work.Lane.Kind == WorkKind.CreateRefund);
        story.Do(See("r1", RefundStatus.Pending));
        Assert.Equal(("paid", "Pending"), (story.View.Outcome, View(story, "r1").Status));
    }

    [Fact]
    public void A_person_frees_it_only_after_a_full_search_that_began_when_it_could_not_be_under_way_any_more()
    {
        var story = Unclear();
        Assert.Equal(Refusal.RefundUnclear, story.RefusalOf(NotMade(null)));
        Assert.Equal(
            Refusal.RefundUnclear, story.RefusalOf(NotMade(story.Intent!.Refunds.Single().SentAt + CreateMax / 2)));
        story.Do(NotMade(story.Now));
        Assert.Equal(("paid", "Failed", "not_made"),
            (story.View.Outcome, View(story, "r1").Status, View(story, "r1").ErrorCode));
        Assert.Empty(story.EventsOf(NotMade(null)));
        Assert.NotEmpty(story.EventsOf(Ask("r2")));
    }

    [Fact]
    public void One_that_was_safely_sent_again_may_be_under_way_since_its_last_sending()
    {
        var story = Sent().After(TimeSpan.FromMinutes(10));
        var (first, again) = (story.Intent!.Refunds.Single().SentAt, story.Now);
        story.Do(at => new Command.SendRefund("r1", at)).After(CreateMax / 2);
        Assert.Equal(first, story.Intent!.Refunds.Single().SentAt);
        Assert.Equal(Refusal.RefundUnclear, story.RefusalOf(NotMade(story.Now)));
        Assert.Empty(story.EventsOf(Missing()));
        story.After(CreateMax / 2).Do(NotMade(again + CreateMax));
        Assert.Equal("not_made", View(story, "r1").ErrorCode);
    }

    [Fact]
    public void What_a_person_says_was_not_made_is_looked_for_still_and_reviewed_if_it_appears()
    {
        var story = Unclear();
        story.Do(NotMade(story.Now));
        Assert.Contains(story.OwedNow(), work => work.Lane.Kind == WorkKind.ReadRefunds);
        story.Do(See("r1", RefundStatus.Pending));
        Assert.Equal(("review", "Pending"), (story.View.Outcome, View(story, "r1").Status));
        Assert.Equal(Refusal.NothingToRefund, story.RefusalOf(Ask("r2")));
    }

    [Fact]
    public void A_person_links_only_a_refund_of_this_invoice_and_amount()
    {
        var story = Unclear();
        var theirs = Seen(story, "r1", RefundStatus.Pending);
        Assert.Equal(Refusal.RefundMismatch, story.RefusalOf(Made(null)));
        Assert.Equal(Refusal.RefundMismatch, story.RefusalOf(Made(theirs with { InvoiceId = "inv-2" })));
        Assert.Equal(Refusal.RefundMismatch,
            story.RefusalOf(Made(theirs with { Amount = theirs.Amount with { Amount = 1m } })));
        story.Do(Made(theirs));
        Assert.Equal(("paid", "Pending"), (story.View.Outcome, View(story, "r1").Status));
        Assert.Empty(story.EventsOf(Made(theirs)));
        Assert.Equal(Refusal.RefundNotOpen, story.RefusalOf(NotMade(story.Now)));
    }

    [Fact]
    public void One_refund_at_the_processor_does_not_stand_for_two_of_ours()
    {
        var story = Paid().Do(Ask("r0", 50m)).Do(See("r0", RefundStatus.Pending));
        story.Do(Ask("r1", 50m)).Do(at => new Command.SendRefund("r1", at)).After(CreateMax).Do(Missing());
        var theirs = Seen(story, "r1", RefundStatus.Pending);
        var taken = new RefundResolution(true, story.Intent!.RefundOf("r0")!.Refund!.ProcessorRefundId, "why", "ops");
        Assert.Equal(Refusal.RefundMismatch, story.RefusalOf(
            at => new Command.ResolveRefund("r1", taken, null, theirs, at)));
    }

    private static Story Sent() => Paid().Do(Ask("r1")).Do(at => new Command.SendRefund("r1", at));

    private static Story Unclear() => Sent().After(CreateMax).Do(Missing());

    private static Func<DateTimeOffset, Command> Missing(bool isRepeatSafe = false) =>
        at => new Command.RecordRefundMissing("r1", at, isRepeatSafe, at);

    private static Func<DateTimeOffset, Command> NotMade(DateTimeOffset? searchedAt) => at =>
        new Command.ResolveRefund(
            "r1", new RefundResolution(false, Sensitive.None, "why", "ops"), searchedAt, null, at);

    private static Func<DateTimeOffset, Command> Made(Refund? shown) => at => new Command.ResolveRefund(
        "r1", new RefundResolution(true, new Sensitive("at-processor-r1"), "why", "ops"), null, shown, at);
}
