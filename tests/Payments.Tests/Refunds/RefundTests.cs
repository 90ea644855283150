using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using static CryptoPay.Payments.Tests.RefundStory;

namespace CryptoPay.Payments.Tests.Refunds;

/// <summary>What may be asked for, and what has gone back then.</summary>
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
    public void After_the_claim_the_customer_is_not_asked_to_open_the_link_again()
    {
        var story = Paid().Do(Ask("r1")).Do(See("r1", RefundStatus.Pending, claimUrl: "https://pay.example/claim"));
        Assert.Equal(
            "Your refund of 100 dollars is ready. Please open the link that we send you to receive it.",
            View(story, "r1").Message);
        story.Do(See("r1", RefundStatus.Pending));
        Assert.Equal(("Pending", "", "Your refund of 100 dollars is on its way."),
            (View(story, "r1").Status, View(story, "r1").ClaimUrl, View(story, "r1").Message));
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
        Assert.Equal(("review", "100.00", "30.00", "0.00"),
            (story.View.Outcome, story.View.AmountPaid, story.View.AmountRefunded, story.View.AmountDue));
    }

    [Fact]
    public void An_order_stays_paid_when_the_money_of_an_invalid_invoice_goes_back()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired).NextInvoice("inv-2").See(InvoiceStatus.Settled, 100m);
        var first = story.Intent!.Attempts[0].Invoice! with
        {
            Status = InvoiceStatus.Invalid,
            AmountPaid = 100m,
            IsPaymentConfirmed = true,
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
}
