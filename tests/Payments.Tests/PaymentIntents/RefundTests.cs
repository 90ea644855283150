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
        Assert.Equal(("Failed", "refund_ended", true),
            (View(story, "r1").Status, View(story, "r1").ErrorCode, View(story, "r1").IsFinal));
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
        Refusal.RefundUnsupported,
        Paid().RefusalOf(at => new Command.RequestRefund("r1", "key", null, ["another"], at)));

    [Fact]
    public void Refunded_is_said_only_when_the_processor_says_that_the_money_is_out()
    {
        var story = Paid().Do(Ask("r1"));
        Assert.Equal(("paid", "0.00", true), (story.View.Outcome, story.View.AmountRefunded, story.View.IsPaid));
        story.Do(See("r1", RefundStatus.Pending, claimUrl: "https://pay.example/claim"));
        Assert.Equal(("paid", "Pending", "https://pay.example/claim"),
            (story.View.Outcome, View(story, "r1").Status, View(story, "r1").ClaimUrl));
        story.Do(Out("r1", 100m));
        Assert.Equal(("Settled", "Payment Refunded", "refunded", "100.00", false),
            (story.View.Status, story.View.CaseStatus, story.View.Outcome, story.View.AmountRefunded,
                story.View.IsPaid));
        Assert.True(story.Intent!.Has(PaymentIntentQualifiers.Refunded));
        Assert.Equal(("Completed", "", 0),
            (View(story, "r1").Status, View(story, "r1").ClaimUrl, View(story, "r1").PollAfterSeconds));
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
        var story = Story.Opened().See(InvoiceStatus.Expired, 40m, InvoiceQualifiers.Underpaid, confirmed: true)
            .Do(Ask("r1"));
        Assert.Equal("100.00", story.View.AmountDue);
        story.Do(Out("r1", 40m));
        Assert.Equal(("Payment Refunded", "refunded", "new_invoice"),
            (story.View.CaseStatus, story.View.Outcome, story.View.ActionRequired));
        Assert.Equal(100m, story.NextInvoice("inv-2").Intent!.Current.Price.Amount);
        Assert.Equal(("Awaiting Payment", "pending"), (story.View.CaseStatus, story.View.Outcome));
        Assert.Equal("paid", story.See(InvoiceStatus.Settled, 100m).View.Outcome);
    }

    [Fact]
    public void A_part_that_was_given_back_does_not_help_to_cover_the_price()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired, 40m, InvoiceQualifiers.Underpaid, confirmed: true)
            .NextInvoice("inv-2");
        story.Do(Ask("r1", 40m)).Do(Out("r1", 40m)).See(InvoiceStatus.Settled, 60m);
        Assert.Equal(("Expired", "60.00", "40.00", false),
            (story.View.Status,
                Money.ToWire(Sums.AmountPaid(story.Intent!) - Sums.AmountRefunded(story.Intent!), 2),
                story.View.AmountDue, story.View.IsPaid));
    }

    [Fact]
    public void Late_money_that_was_given_back_needs_no_review_any_more()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired)
            .See(InvoiceStatus.Expired, 100m, InvoiceQualifiers.PaidLate, confirmed: true).Do(Ask("r1"))
            .Do(Out("r1", 100m));
        Assert.Equal(("Payment Refunded", "refunded"), (story.View.CaseStatus, story.View.Outcome));
    }

    [Fact]
    public void An_order_that_is_paid_by_the_next_invoice_after_late_money_went_back_needs_no_review()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired)
            .See(InvoiceStatus.Expired, 100m, InvoiceQualifiers.PaidLate, confirmed: true).Do(Ask("r1")).Do(Out("r1", 100m));
        Assert.Equal("paid", story.NextInvoice("inv-2").See(InvoiceStatus.Settled, 100m).View.Outcome);
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

    [Theory]
    [InlineData(InvoiceStatus.Settled, "100.007", "refunded")]
    [InlineData(InvoiceStatus.Expired, "19.237035", "refunded")]
    [InlineData(InvoiceStatus.Expired, "40.0004", "refunded")]
    public void What_is_less_than_the_smallest_unit_cannot_be_given_back_and_is_not_waited_for(
        InvoiceStatus status, string paid, string outcome)
    {
        var amount = decimal.Parse(paid, System.Globalization.CultureInfo.InvariantCulture);
        var story = Story.Opened().See(status, amount, confirmed: true).Do(Ask("r1"));
        story.Do(Out("r1", story.Intent!.Refunds.Single().Amount.Amount));
        Assert.Equal((outcome, false), (story.View.Outcome, story.View.IsPaid));
        Assert.Equal(status == InvoiceStatus.Settled ? "0.00" : "100.00", story.View.AmountDue);
        Assert.False(Sums.HasMoney(story.Intent));
    }

    [Fact]
    public void Money_of_an_invalid_invoice_that_is_left_is_not_called_refunded()
    {
        var story = Story.Opened().See(InvoiceStatus.Invalid, 100m, confirmed: true).Do(Ask("r1", 30m))
            .Do(Out("r1", 30m));
        Assert.Equal("failed", story.View.Outcome);
    }

    [Fact]
    public void An_order_stays_paid_when_the_money_of_an_invalid_invoice_goes_back()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired).NextInvoice("inv-2").See(InvoiceStatus.Settled, 100m);
        var first = story.Intent!.Attempts[0].Invoice! with
        {
            Status = InvoiceStatus.Invalid, AmountPaid = 100m, IsPaymentConfirmed = true,
        };
        story.Do(at => new Command.Observe("sandbox", first, at));
        story.Do(at => new Command.RequestRefund("r1", "key", 100m, ["sandbox"], at));
        Assert.Equal("attempt-of-inv-2", story.Intent.Refunds.Single().AttemptId);
        story.Do(Ask("r2")).Do(Out("r2", 100m));
        Assert.Equal((true, "Payment Status: Complete"), (story.View.IsPaid, story.View.CaseStatus));
    }

    [Fact]
    public void Settled_money_that_went_back_does_not_cover_the_price_later()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired, 40m, InvoiceQualifiers.Underpaid).NextInvoice("inv-2")
            .See(InvoiceStatus.Settled, 60m).Do(Ask("r1")).Do(Out("r1", 60m));
        var first = story.Intent!.Attempts[0].Invoice! with { IsPaymentConfirmed = true };
        story.Do(at => new Command.Observe("sandbox", first, at));
        Assert.Equal((false, "60.00"), (story.View.IsPaid, story.View.AmountDue));
    }

    [Fact]
    public void When_money_has_gone_out_the_invoice_is_read_again_because_others_may_have_given_back_too()
    {
        var story = Paid().Do(Ask("r1", 30m)).Do(See("r1", RefundStatus.Pending));
        Assert.Null(story.Intent!.ReadDueAt);
        Assert.NotNull(story.Do(Out("r1", 30m)).Intent!.ReadDueAt);
    }

    [Fact]
    public void Money_that_is_promised_at_the_end_of_the_watch_needs_no_review_unless_the_promise_fails()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired, 40m, InvoiceQualifiers.Underpaid, confirmed: true)
            .Do(Ask("r1"))
            .Do(See("r1", RefundStatus.Pending)).After(TimeSpan.FromHours(24.5))
            .See(InvoiceStatus.Expired, 40m, InvoiceQualifiers.Underpaid, confirmed: true);
        Assert.NotEqual("review", story.View.Outcome);
        Assert.Equal("review", new Story(story).Do(See("r1", RefundStatus.Failed)).View.Outcome);
        Assert.Equal("refunded", story.Do(Out("r1", 40m)).View.Outcome);
    }

    [Fact]
    public void A_review_for_money_ends_when_the_money_has_gone_back()
    {
        var story = Story.Opened().Cancelled().See(InvoiceStatus.Invalid, 100m, confirmed: true);
        Assert.Equal("review", story.View.Outcome);
        Assert.Equal("refunded", story.Do(Ask("r1")).Do(Out("r1", 100m)).View.Outcome);
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
        Assert.Equal(PollPhase.Long, PhaseAfter(TimeSpan.FromMinutes(3)));
        Assert.Equal(PollPhase.Review, PhaseAfter(TimeSpan.FromHours(24)));
        Assert.Equal(story.Now.AddDays(30), RefundSchedule.GivenUpAt(refund, Story.Policy));
        Assert.Empty(story.EventsOf(at => new Command.GiveRefundUp("r1", at)));
        story.After(TimeSpan.FromDays(30)).Do(at => new Command.GiveRefundUp("r1", at));
        Assert.Equal(("review", "refund_not_out"), (story.View.Outcome, View(story, "r1").ErrorCode));
        Assert.Null(RefundSchedule.NextReadAt(story.Intent, null, story.Now, Story.Policy));

        PollPhase PhaseAfter(TimeSpan span) => RefundSchedule.PhaseAt(story.Intent!, story.Now + span, Story.Policy);
    }

    [Fact]
    public void A_settled_order_with_an_open_refund_is_not_forgotten()
    {
        var story = Paid();
        Assert.Null(Schedule.WatchdogAt(story.Intent!, story.Now, Story.Policy));
        Assert.Equal(
            story.Now.AddSeconds(30), Schedule.WatchdogAt(story.Do(Ask("r1")).Intent!, story.Now, Story.Policy));
        Assert.NotNull(Schedule.WatchdogAt(story.Do(See("r1", RefundStatus.Pending)).Intent!, story.Now, Story.Policy));
        story.Do(Out("r1", 100m)).See(story.Invoice);
        Assert.Null(Schedule.WatchdogAt(story.Intent!, story.Now, Story.Policy));
    }

    private static Story Refused(bool mayExist) =>
        Paid().Do(Ask("r1")).Do(at => new Command.RecordRefundRefusal("r1", "non-refundable", mayExist, at));

    private static Story Paid() => Story.Opened().See(InvoiceStatus.Settled, 100m);

    private static Func<DateTimeOffset, Command> Ask(string refundId, decimal? amount = null) =>
        at => new Command.RequestRefund(refundId, $"key-{refundId}", amount, ["sandbox"], at);

    private static Func<Story, Func<DateTimeOffset, Command>> See(
        string refundId, RefundStatus status, string claimUrl = "") =>
        story => at => new Command.ObserveRefund(
            refundId, Seen(story, refundId, status) with { ClaimUrl = new Sensitive(claimUrl) }, at);

    private static Func<Story, Func<DateTimeOffset, Command>> Out(string refundId, decimal amount) =>
        story => at => new Command.ObserveRefund(refundId, Seen(story, refundId, RefundStatus.Completed, amount), at);

    private static Refund Seen(Story story, string refundId, RefundStatus status, decimal amountOut = 0) =>
        Step.RefundOf(story, refundId, amountOut) with { Status = status };

    private static RefundView View(Story story, string refundId) =>
        story.Intent!.ViewOf(story.Intent!.RefundOf(refundId)!, story.Now, Story.Policy);
}
