using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.Tests.PaymentIntents;

public class RefundTests
{
    [Fact]
    public void The_same_refund_again_changes_nothing()
    {
        var story = Paid().Do(Ask("r1", 40m));
        Assert.Empty(story.EventsOf(Ask("r1", 40m)));
        Assert.Empty(story.EventsOf(Ask("r1")));
        Assert.Equal(Refusal.RefundConflict, story.RefusalOf(Ask("r1", 41m)));
    }

    [Fact]
    public void Without_an_amount_all_that_is_left_is_given_back()
    {
        var story = Paid().Do(Ask("r1", 40m)).Do(Ask("r2"));
        Assert.Equal([40m, 60m], story.Intent!.Refunds.Select(refund => refund.Amount.Amount));
    }

    [Fact]
    public void Refunds_together_never_exceed_what_came_in()
    {
        var story = Paid().Do(Ask("r1", 60m));
        Assert.Equal(Refusal.RefundTooLarge, story.RefusalOf(Ask("r2", 40.01m)));
        story.Do(Out("r1", 60m));
        Assert.Equal(Refusal.RefundTooLarge, story.RefusalOf(Ask("r2", 40.01m)));
        story.Do(Ask("r2", 40m));
        Assert.Equal(Refusal.NothingToRefund, story.RefusalOf(Ask("r3")));
    }

    [Fact]
    public void A_refund_that_failed_leaves_its_money_to_be_given_back_by_another()
    {
        var story = Paid().Do(Ask("r1")).Do(See("r1", RefundStatus.Failed));
        Assert.Equal(("Failed", "refund_refused", true), (View(story, "r1").Status, View(story, "r1").ErrorCode, View(story, "r1").IsFinal));
        Assert.Equal("Requested", View(story.Do(Ask("r2")), "r2").Status);
    }

    [Theory]
    [InlineData(InvoiceStatus.Open, false)]
    [InlineData(InvoiceStatus.Confirming, false)]
    [InlineData(InvoiceStatus.Expired, false)]
    [InlineData(InvoiceStatus.Invalid, false)]
    [InlineData(InvoiceStatus.Expired, true)]
    [InlineData(InvoiceStatus.Invalid, true)]
    public void Only_final_money_of_an_invoice_that_takes_no_more_is_given_back(InvoiceStatus status, bool confirmed)
    {
        var story = Story.Opened().See(status, 40m, InvoiceQualifiers.Underpaid, confirmed);
        if (confirmed) Assert.Equal("40.00", View(story.Do(Ask("r1")), "r1").Amount);
        else Assert.Equal(Refusal.NothingToRefund, story.RefusalOf(Ask("r1")));
    }

    [Fact]
    public void A_processor_without_refunds_is_said_so_and_nothing_is_promised() => Assert.Equal(
        Refusal.RefundUnsupported, Paid().RefusalOf(at => new Command.RequestRefund("r1", "key", null, ["another"], at)));

    [Fact]
    public void Refunded_is_said_only_when_the_processor_says_that_the_money_is_out()
    {
        var story = Paid().Do(Ask("r1"));
        Assert.Equal(("paid", "0.00", true), (story.View.Outcome, story.View.AmountRefunded, story.View.IsPaid));
        story.Do(See("r1", RefundStatus.Pending, claimUrl: "https://pay.example/claim"));
        Assert.Equal(("paid", "Pending", "https://pay.example/claim"), (story.View.Outcome, View(story, "r1").Status, View(story, "r1").ClaimUrl));
        story.Do(Out("r1", 100m));
        Assert.Equal(("Settled", "Payment Refunded", "refunded", "100.00", false),
            (story.View.Status, story.View.CaseStatus, story.View.Outcome, story.View.AmountRefunded, story.View.IsPaid));
        Assert.True(story.Intent!.Has(PaymentIntentQualifiers.Refunded));
        Assert.Equal(("Completed", "", 0), (View(story, "r1").Status, View(story, "r1").ClaimUrl, View(story, "r1").PollAfterSeconds));
    }

    [Fact]
    public void A_part_refund_leaves_the_order_paid()
    {
        var story = Paid().Do(Ask("r1", 40m)).Do(Out("r1", 40m));
        Assert.Equal(("Payment Partly Refunded", "paid", "40.00", true),
            (story.View.CaseStatus, story.View.Outcome, story.View.AmountRefunded, story.View.IsPaid));
    }

    [Fact]
    public void When_the_excess_is_given_back_nothing_more_is_asked_of_anybody()
    {
        var story = Story.Opened().See(InvoiceStatus.Settled, 150m, InvoiceQualifiers.Overpaid).Do(Ask("r1", 50m));
        Assert.Equal("review", story.View.ActionRequired);
        story.Do(Out("r1", 50m));
        Assert.Equal(("Payment Status: Complete", "none"), (story.View.CaseStatus, story.View.ActionRequired));
    }

    [Fact]
    public void An_expired_part_payment_that_was_given_back_is_due_again_in_full()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired, 40m, InvoiceQualifiers.Underpaid, confirmed: true).Do(Ask("r1"));
        Assert.Equal("100.00", story.View.AmountDue);
        story.Do(Out("r1", 40m));
        Assert.Equal(("Payment Refunded", "refunded", "new_invoice"), (story.View.CaseStatus, story.View.Outcome, story.View.ActionRequired));
        Assert.Equal(100m, story.NextInvoice("inv-2").Intent!.Current.Price.Amount);
        Assert.Equal(("Awaiting Payment", "pending"), (story.View.CaseStatus, story.View.Outcome));
        Assert.Equal("paid", story.See(InvoiceStatus.Settled, 100m).View.Outcome);
    }

    [Fact]
    public void A_part_that_was_given_back_does_not_help_to_cover_the_price()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired, 40m, InvoiceQualifiers.Underpaid, confirmed: true).NextInvoice("inv-2");
        story.Do(Ask("r1", 40m)).Do(Out("r1", 40m)).See(InvoiceStatus.Settled, 60m);
        Assert.Equal(("Expired", "60.00", "40.00", false),
            (story.View.Status, Money.ToWire(Standing.AmountPaid(story.Intent!) - Standing.AmountRefunded(story.Intent!), 2), story.View.AmountDue, story.View.IsPaid));
    }

    [Fact]
    public void Late_money_that_was_given_back_needs_no_review_any_more()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired)
            .See(InvoiceStatus.Expired, 100m, InvoiceQualifiers.PaidLate, confirmed: true).Do(Ask("r1")).Do(Out("r1", 100m));
        Assert.Equal(("Payment Refunded", "refunded"), (story.View.CaseStatus, story.View.Outcome));
    }

    [Fact]
    public void What_the_invoice_itself_says_was_given_back_counts_and_is_not_counted_twice()
    {
        var story = Paid().Do(Ask("r1", 40m)).Do(Out("r1", 40m));
        story.See(story.Invoice with { AmountRefunded = 40m });
        Assert.Equal("40.00", story.View.AmountRefunded);
        story.See(story.Invoice with { AmountRefunded = 100m });
        Assert.Equal(("refunded", "100.00"), (story.View.Outcome, story.View.AmountRefunded));
        Assert.Equal(Refusal.NothingToRefund, story.RefusalOf(Ask("r2")));
    }

    [Fact]
    public void Money_of_several_invoices_is_given_back_one_by_one_the_newest_first()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired).NextInvoice("inv-2").See(InvoiceStatus.Settled, 100m);
        var first = story.Intent!.Attempts[0].Invoice! with { Status = InvoiceStatus.Settled, AmountPaid = 100m };
        story.Do(at => new Command.Observe("sandbox", first, at));
        Assert.Equal(Refusal.RefundAmountRequired, story.RefusalOf(Ask("r1")));
        Assert.Equal(Refusal.RefundTooLarge, story.RefusalOf(Ask("r1", 100.01m)));
        story.Do(Ask("r1", 100m));
        Assert.Equal("attempt-of-inv-2", story.Intent.Refunds.Single().AttemptId);
        Assert.Equal("attempt-1", story.Do(Ask("r2")).Intent!.Refunds[1].AttemptId);
    }

    [Fact]
    public void A_refusal_after_a_call_without_a_clear_end_is_reviewed()
    {
        Assert.Equal("paid", Refused(mayExist: false).View.Outcome);
        Assert.Equal("review", Refused(mayExist: true).View.Outcome);

        static Story Refused(bool mayExist) =>
            Paid().Do(Ask("r1")).Do(at => new Command.RecordRefundRefusal("r1", "non-refundable", mayExist, at));
    }

    [Fact]
    public void A_refund_that_is_found_after_its_refusal_counts()
    {
        var story = Paid().Do(Ask("r1")).Do(at => new Command.RecordRefundRefusal("r1", "gone", true, at)).Do(Out("r1", 100m));
        Assert.Equal(("Completed", "100.00"), (View(story, "r1").Status, story.View.AmountRefunded));
    }

    [Fact]
    public void Twins_at_the_processor_are_reviewed_and_the_first_one_stays()
    {
        var story = Paid().Do(Ask("r1")).Do(See("r1", RefundStatus.Pending));
        story.Do(at => new Command.ObserveRefund("r1", Seen(story, "r1", RefundStatus.Pending) with { ProcessorRefundId = "twin" }, at));
        Assert.Equal(("review", "at-processor-r1"), (story.View.Outcome, story.Intent!.Refunds.Single().Refund!.ProcessorRefundId));
    }

    [Fact]
    public void A_refund_of_another_amount_than_was_asked_for_is_reviewed()
    {
        var story = Paid().Do(Ask("r1", 40m));
        story.Do(at => new Command.ObserveRefund("r1", Seen(story, "r1", RefundStatus.Completed, 50m) with { Amount = new Money(50m, "USD") }, at));
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
        Assert.Equal(PollPhase.Long, PhaseAfter(TimeSpan.FromMinutes(3)));
        Assert.Equal(PollPhase.Review, PhaseAfter(TimeSpan.FromHours(24)));
        Assert.Equal(story.Now.AddDays(30), RefundSchedule.GivenUpAt(refund, Story.Policy));
        story.Do(at => new Command.GiveRefundUp("r1", at));
        Assert.Equal("review", story.View.Outcome);
        Assert.Null(RefundSchedule.NextReadAt(story.Intent, null, story.Now, Story.Policy));

        PollPhase PhaseAfter(TimeSpan span) => RefundSchedule.PhaseAt(story.Intent!, story.Now + span, Story.Policy);
    }

    [Fact]
    public void A_settled_order_with_an_open_refund_is_not_forgotten()
    {
        var story = Paid();
        Assert.Null(Schedule.WatchdogAt(story.Intent!, story.Now, Story.Policy));
        Assert.Equal(story.Now.AddSeconds(30), Schedule.WatchdogAt(story.Do(Ask("r1")).Intent!, story.Now, Story.Policy));
        Assert.NotNull(Schedule.WatchdogAt(story.Do(See("r1", RefundStatus.Pending)).Intent!, story.Now, Story.Policy));
        Assert.Null(Schedule.WatchdogAt(story.Do(Out("r1", 100m)).Intent!, story.Now, Story.Policy));
    }

    private static Story Paid() => Story.Opened().See(InvoiceStatus.Settled, 100m);

    private static Func<DateTimeOffset, Command> Ask(string refundId, decimal? amount = null) =>
        at => new Command.RequestRefund(refundId, $"key-{refundId}", amount, ["sandbox"], at);

    private static Func<Story, Func<DateTimeOffset, Command>> See(string refundId, RefundStatus status, string claimUrl = "") =>
        story => at => new Command.ObserveRefund(refundId, Seen(story, refundId, status) with { ClaimUrl = new Sensitive(claimUrl) }, at);

    private static Func<Story, Func<DateTimeOffset, Command>> Out(string refundId, decimal amount) =>
        story => at => new Command.ObserveRefund(refundId, Seen(story, refundId, RefundStatus.Completed, amount), at);

    private static Refund Seen(Story story, string refundId, RefundStatus status, decimal amountOut = 0) =>
        Step.RefundOf(story, refundId, amountOut) with { Status = status };

    private static RefundView View(Story story, string refundId) =>
        story.Intent!.ViewOf(story.Intent!.RefundOf(refundId)!, story.Now, Story.Policy);
}
