using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using static CryptoPay.Payments.Tests.RefundStory;

namespace CryptoPay.Payments.Tests.Deciding;

/// <summary>The way out of a review: an answer holds for the facts that it answers, and for no others.</summary>
public class ReviewResolutionTests
{
    [Fact]
    public void Nothing_owed_ends_it_and_nothing_is_asked_of_anybody()
    {
        var story = Story.Opened().See(InvoiceStatus.Invalid, 100m).Do(Say(ReviewOutcome.NothingOwed));
        Assert.Equal(("failed", "none", "0.00", "100.00"),
            (story.View.Outcome, story.View.ActionRequired, story.View.AmountDue, story.View.AmountPaid));
        Assert.Equal("This payment is closed. Nothing more is due.", story.View.Message);
    }

    [Fact]
    public void The_same_facts_do_not_raise_it_again_and_new_ones_do()
    {
        var story = Story.Opened().See(InvoiceStatus.Invalid, 100m).Do(Say(ReviewOutcome.NothingOwed));
        story.See(story.Invoice).See(story.Invoice with { StatusText = "Invalid/Marked" });
        Assert.Equal("none", story.View.ActionRequired);
        story.See(InvoiceStatus.Invalid, 150m);
        Assert.Equal("review", story.View.ActionRequired);
    }

    [Fact]
    public void Late_money_of_which_nothing_is_owed_is_an_end()
    {
        var story = Late().Do(Say(ReviewOutcome.NothingOwed));
        Assert.Equal(("expired", true, "none", "0.00"),
            (story.View.Outcome, story.View.IsFinal, story.View.ActionRequired, story.View.AmountDue));
    }

    [Fact]
    public void Credited_is_paid_by_a_persons_word()
    {
        var story = Late(40m).Do(Say(ReviewOutcome.Credited));
        Assert.Equal(("Settled", "paid", true, "0.00", "40.00"), (story.View.Status, story.View.Outcome,
            story.View.IsPaid, story.View.AmountDue, story.View.AmountPaid));
        Assert.Contains("Manual", story.View.Qualifiers, StringComparison.Ordinal);
        Assert.Equal(("Payment Status: Complete", "none"), (story.View.CaseStatus, story.View.ActionRequired));
    }

    [Fact]
    public void Returned_counts_as_given_back()
    {
        var story = Late().Do(Returned(100m));
        Assert.Equal(("refunded", "100.00"), (story.View.Outcome, story.View.AmountRefunded));
    }

    [Fact]
    public void Returned_in_part_leaves_the_rest_to_be_looked_at()
    {
        var story = Late().Do(Returned(60m));
        Assert.Equal(("review", "60.00"), (story.View.ActionRequired, story.View.AmountRefunded));
    }

    [Fact]
    public void The_larger_of_a_persons_word_and_the_processors_counts_and_never_the_sum()
    {
        var story = Late().Do(Returned(60m));
        story.See(story.Invoice with { AmountRefunded = 40m });
        Assert.Equal("60.00", story.View.AmountRefunded);
        story.See(story.Invoice with { AmountRefunded = 100m });
        Assert.Equal(("100.00", "refunded"), (story.View.AmountRefunded, story.View.Outcome));
    }

    [Fact]
    public void More_than_came_or_an_unknown_invoice_is_refused()
    {
        Assert.Equal(Refusal.ReturnTooLarge, Late().RefusalOf(Returned(100.01m)));
        Assert.Equal(Refusal.InvoiceNotFound, Late().RefusalOf(Returned(1m, "inv-9")));
        Assert.Equal(Refusal.RefundAmountTooFine, Late().RefusalOf(Returned(0.001m)));
    }

    [Fact]
    public void What_a_refund_has_promised_is_not_there_to_be_returned() =>
        Assert.Equal(Refusal.ReturnTooLarge, Paid().Do(Ask("r1", 40m)).RefusalOf(Returned(61m)));

    [Fact]
    public void Saying_it_twice_is_saying_it_once()
    {
        Assert.Empty(Late().Do(Returned(60m)).EventsOf(Returned(60m)));
        Assert.Empty(Late().Do(Say(ReviewOutcome.NothingOwed)).EventsOf(Say(ReviewOutcome.NothingOwed)));
        Assert.Empty(Late().Do(Say(ReviewOutcome.Credited)).EventsOf(Say(ReviewOutcome.Credited)));
    }

    [Fact]
    public void Money_that_goes_back_or_the_watchs_end_is_no_new_fact_and_more_money_is()
    {
        var story = Late().Do(Say(ReviewOutcome.NothingOwed));
        story.Do(Returned(40m)).After(TimeSpan.FromHours(25)).See(story.Invoice);
        Assert.Empty(Reviews.Open(story.Intent!));
        story.See(InvoiceStatus.Expired, 200m, InvoiceQualifiers.PaidLate);
        Assert.NotEmpty(Reviews.Open(story.Intent!));
    }

    [Theory]
    [InlineData(InvoiceStatus.Invalid, 100, InvoiceQualifiers.None)]
    [InlineData(InvoiceStatus.Expired, 100, InvoiceQualifiers.PaidLate)]
    [InlineData(InvoiceStatus.Expired, 40, InvoiceQualifiers.Underpaid | InvoiceQualifiers.PaidLate)]
    public void Money_of_which_nothing_is_owed_raises_nothing_when_it_is_confirmed(
        InvoiceStatus status, decimal paid, InvoiceQualifiers qualifiers)
    {
        var story = Story.Opened().See(InvoiceStatus.Expired).See(status, paid, qualifiers)
            .Do(Say(ReviewOutcome.NothingOwed)).See(status, paid, qualifiers, confirmed: true);
        Assert.Equal(("none", "0.00"), (story.View.ActionRequired, story.View.AmountDue));
        Assert.Empty(Reviews.Open(story.Intent!));
    }

    [Theory]
    [InlineData(InvoiceStatus.Settled, 100, InvoiceQualifiers.None)]
    [InlineData(InvoiceStatus.Settled, 150, InvoiceQualifiers.None)]
    [InlineData(InvoiceStatus.Settled, 150, InvoiceQualifiers.Overpaid)]
    [InlineData(InvoiceStatus.Settled, 100, InvoiceQualifiers.Overpaid)]
    [InlineData(InvoiceStatus.Expired, 100, InvoiceQualifiers.PaidLate)]
    public void Nor_does_money_that_the_review_was_not_about(
        InvoiceStatus status, decimal paid, InvoiceQualifiers qualifiers)
    {
        var story = Story.Opened().See(InvoiceStatus.Confirming, paid);
        var stray = story.New("stray") with { Status = InvoiceStatus.Confirming, AmountPaid = 100m };
        story.Do(at => new Command.RecordLookUp("sandbox", [stray], at, at)).Do(Say(ReviewOutcome.NothingOwed));
        story.Do(at => new Command.RecordLookUp(
            "sandbox", [stray with { Status = InvoiceStatus.Settled, IsPaymentConfirmed = true }], at, at));
        story.See(status, paid, qualifiers, confirmed: true);
        Assert.Equal("none", story.View.ActionRequired);
        Assert.Empty(Reviews.Open(story.Intent!));
        Assert.NotEmpty(Reviews.Open(story.See(status, paid + 1, qualifiers, confirmed: true).Intent!));
    }

    [Fact]
    public void What_a_person_returned_is_not_given_back_a_second_time_on_our_word()
    {
        var story = Paid().Do(Returned(40m)).Do(Ask("r1", 60m)).Do(Out("r1", 60m));
        Assert.Equal(Refusal.NothingToRefund, story.RefusalOf(Ask("r2", 40m)));
    }

    [Fact]
    public void Money_that_is_not_final_cannot_have_been_returned() => Assert.Equal(
        Refusal.NothingToReview, Story.Opened().See(InvoiceStatus.Confirming, 100m).RefusalOf(Returned(100m)));

    [Fact]
    public void Without_a_review_there_is_nothing_to_answer()
    {
        Assert.Equal(Refusal.NothingToReview, Story.Opened().RefusalOf(Say(ReviewOutcome.NothingOwed)));
        Assert.Equal(Refusal.NothingToReview, Paid().RefusalOf(Say(ReviewOutcome.Credited)));
    }

    [Fact]
    public void What_went_back_of_a_stray_answers_its_flag_alone()
    {
        var story = Story.Opened();
        var stray = story.New("stray") with { Status = InvoiceStatus.Confirming, AmountPaid = 100m };
        story.Do(at => new Command.RecordLookUp("sandbox", [stray], at, at));
        Assert.Equal("review", story.View.Outcome);
        Assert.Equal("pending", story.Do(Returned(100m, "stray")).View.Outcome);
    }

    [Fact]
    public void When_nothing_is_owed_what_could_still_be_paid_is_withdrawn()
    {
        var story = Story.Opened();
        var stray = story.New("stray") with { Status = InvoiceStatus.Confirming, AmountPaid = 100m };
        story.Do(at => new Command.RecordLookUp("sandbox", [stray], at, at)).Do(Say(ReviewOutcome.NothingOwed));
        Assert.Equal([new InvoiceKey("sandbox", "inv-1")], story.Intent!.UnpayableOwed);
        Assert.Equal(("failed", "none", ""),
            (story.View.Outcome, story.View.ActionRequired, story.View.PaymentUri));
    }

    private static Story Late(decimal paid = 100m) => Story.Opened().See(InvoiceStatus.Expired)
        .See(InvoiceStatus.Expired, paid, InvoiceQualifiers.PaidLate);

    private static Func<DateTimeOffset, Command> Say(ReviewOutcome outcome) =>
        at => new Command.Resolve(new ReviewResolution(outcome, "", null, "why", "ops"), at);

    private static Func<DateTimeOffset, Command> Returned(decimal amount, string invoiceId = "inv-1") => at =>
        new Command.Resolve(new ReviewResolution(ReviewOutcome.Returned, invoiceId, amount, "why", "ops"), at);
}
