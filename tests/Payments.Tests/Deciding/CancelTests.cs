using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Tests.Deciding;

/// <summary>A cancel is a wish until reads have shown that nothing came and nothing can.</summary>
public class CancelTests
{
    private static readonly InvoiceKey First = new("sandbox", "inv-1");

    [Fact]
    public void Until_it_is_known_nothing_can_be_paid_and_nothing_is_final()
    {
        var view = Story.Opened().Cancelled().View;
        Assert.Equal(("AwaitingPayment", "Payment Pending", "pending", false, "none"),
            (view.Status, view.CaseStatus, view.Outcome, view.IsFinal, view.ActionRequired));
        Assert.Equal(("", "", 10), (view.PaymentUri, view.CheckoutUrl, view.PollAfterSeconds));
        Assert.Equal("The payment is being cancelled. Please do not pay it any more.", view.Message);
    }

    [Fact]
    public void A_repeat_of_it_adds_nothing() =>
        Assert.Empty(Story.Opened().Cancelled().EventsOf(at => new Command.Cancel(at)));

    [Fact]
    public void The_same_create_again_is_the_same_answer() =>
        Assert.Empty(Story.Opened().Cancelled()
            .EventsOf(at => new Command.Create(Story.Request(), Story.NewIntent(), at)));

    [Theory]
    [InlineData(InvoiceStatus.Open, 40)]
    [InlineData(InvoiceStatus.Confirming, 100)]
    [InlineData(InvoiceStatus.Settled, 100)]
    [InlineData(InvoiceStatus.Expired, 100)]
    public void Money_that_a_read_shows_undoes_it(InvoiceStatus status, decimal paid)
    {
        var story = Story.Opened().Cancelled().See(status, paid);
        Assert.Null(story.Intent!.CancelAskedAt);
        Assert.Empty(story.Intent.UnpayableOwed);
        Assert.NotEqual("", story.View.CheckoutUrl);
    }

    [Fact]
    public void Money_on_an_invoice_that_it_made_invalid_is_money_and_under_review()
    {
        var story = Story.Opened().Cancelled().See(InvoiceStatus.Invalid, 100m, InvoiceQualifiers.Manual);
        Assert.Equal(("review", "100.00", "0.00"), (story.View.Outcome, story.View.AmountPaid, story.View.AmountDue));
    }

    [Fact]
    public void Money_after_it_was_known_undoes_it_still()
    {
        var story = Story.Opened().Cancelled().See(InvoiceStatus.Invalid, qualifiers: InvoiceQualifiers.Manual);
        Assert.True(story.View.IsFinal);
        story.See(InvoiceStatus.Settled, 100m);
        Assert.Equal(("Settled", "paid"), (story.View.Status, story.View.Outcome));
    }

    [Fact]
    public void What_cannot_be_withdrawn_is_read_each_ten_seconds_until_it_has_expired()
    {
        var story = Story.Opened().Cancelled().Do(at => new Command.RecordUnpayable(First, false, at));
        story.After(TimeSpan.FromMinutes(10));
        Assert.Equal(PollPhase.Short, Schedule.PhaseAt(story.Intent!, story.Now, Story.Policy));
        Assert.False(story.View.IsFinal);
        Assert.Equal("Cancelled", story.See(InvoiceStatus.Expired).View.Status);
    }

    [Fact]
    public void An_expired_invoice_that_may_still_be_withdrawn_is_not_known_to_take_nothing()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired).Cancelled();
        Assert.Equal([First], story.Intent!.UnpayableOwed);
        Assert.Equal("Payment Pending", story.View.CaseStatus);
    }

    [Fact]
    public void Where_a_create_may_be_under_way_a_search_after_its_longest_time_must_show_none()
    {
        var story = Story.Requested().Cancelled();
        Assert.Equal("Payment Pending", story.View.CaseStatus);
        story.After(Story.Policy.CreateMax - TimeSpan.FromSeconds(1)).Do(Search);
        Assert.Equal("Payment Pending", story.View.CaseStatus);
        story.After(TimeSpan.FromSeconds(1)).Do(Search);
        Assert.Equal("Payment Cancelled", story.View.CaseStatus);

        static Command Search(DateTimeOffset at) => new Command.RecordLookUp("sandbox", [], at, at);
    }

    [Theory]
    [InlineData(true, "Payment Pending")]
    [InlineData(false, "Payment Cancelled")]
    public void A_refusal_tells_that_none_is_under_way_only_where_no_call_before_it_ended_unclearly(
        bool mayExist, string caseStatus)
    {
        var story = Story.Requested().Do(at => new Command.RecordRefusal("attempt-1", "no", mayExist, at)).Cancelled();
        Assert.Equal(caseStatus, story.View.CaseStatus);
        story.After(Story.Policy.CreateMax).Do(at => new Command.RecordLookUp("sandbox", [], at, at));
        Assert.Equal("Payment Cancelled", story.View.CaseStatus);
    }

    [Fact]
    public void Reads_that_are_refused_for_so_long_that_a_human_must_look_are_made_ever_slower()
    {
        var story = Story.Opened().Cancelled().Do(at => new Command.RecordNonsense("attempt-1", "http_404", at));
        story.After(Story.Policy.NonsenseWindow).Do(at => new Command.FinishReading(at, false, true, at));
        Assert.Equal("Payment Under Review", story.View.CaseStatus);
        story.After(Story.Policy.ShortWindow);
        Assert.Equal(PollPhase.Slowing, Schedule.PhaseAt(story.Intent!, story.Now, Story.Policy));
    }

    [Fact]
    public void One_that_is_asked_for_after_the_watch_is_still_found_out_about()
    {
        var story = Story.Requested().Do(at => new Command.RestCreation("attempt-1", "http_400", false, at))
            .After(TimeSpan.FromDays(3)).Cancelled();
        Assert.Equal(PollPhase.Short, Schedule.PhaseAt(story.Intent!, story.Now, Story.Policy));
    }

    [Fact]
    public void An_invoice_that_is_made_after_it_is_withdrawn()
    {
        var story = Story.Requested().Cancelled().Open("inv-1");
        Assert.Equal([First], story.Intent!.UnpayableOwed);
        Assert.Equal("", story.View.CheckoutUrl);
    }

    [Fact]
    public void A_stray_that_can_still_be_paid_keeps_it_from_being_known()
    {
        var story = Story.Opened().Cancelled();
        story.Do(at => new Command.RecordLookUp("sandbox", [story.New("stray")], at, at));
        story.See(InvoiceStatus.Invalid, qualifiers: InvoiceQualifiers.Manual);
        Assert.Equal("Payment Pending", story.View.CaseStatus);
        story.Do(at => new Command.RecordUnpayable(new InvoiceKey("sandbox", "stray"), true, at));
        Assert.Equal("Payment Cancelled", story.View.CaseStatus);
    }

    [Fact]
    public void A_stray_that_cannot_be_withdrawn_is_not_tried_again_at_each_look()
    {
        var story = Story.Opened();
        var stray = story.New("stray");
        story.Do(at => new Command.RecordLookUp("sandbox", [stray], at, at))
            .Do(at => new Command.RecordUnpayable(new InvoiceKey("sandbox", "stray"), false, at));
        Assert.Empty(story.EventsOf(at => new Command.RecordLookUp("sandbox", [stray], at, at)));
    }

    [Fact]
    public void A_withdrawal_that_does_not_come_about_ends_with_the_watch()
    {
        var story = Story.Opened().Cancelled().After(TimeSpan.FromHours(24.5)).See(InvoiceStatus.Expired);
        Assert.Empty(story.Intent!.UnpayableOwed);
        Assert.NotEqual("Payment Pending", story.View.CaseStatus);
    }

    [Fact]
    public void When_the_full_sum_lies_on_an_older_invoice_the_newer_open_one_is_withdrawn()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired).NextInvoice("inv-2");
        var first = story.Intent!.Attempts[0].Invoice!;
        story.See(first with { AmountPaid = 100m, Qualifiers = InvoiceQualifiers.PaidLate });
        Assert.Equal([new InvoiceKey("sandbox", "inv-2")], story.Intent!.UnpayableOwed);
        Assert.Equal(("", ""), (story.View.CheckoutUrl, story.View.PaymentUri));
    }

    [Fact]
    public void When_an_older_invoice_settles_the_newer_open_one_is_withdrawn()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired).NextInvoice("inv-2");
        var first = story.Intent!.Attempts[0].Invoice!;
        story.See(first with { Status = InvoiceStatus.Settled, AmountPaid = 100m });
        Assert.Equal([new InvoiceKey("sandbox", "inv-2")], story.Intent!.UnpayableOwed);
        Assert.Equal("paid", story.View.Outcome);
    }

    [Fact]
    public void When_an_older_invoice_settles_the_newer_one_is_not_asked_for_any_more()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired)
            .Do(at => new Command.StartInvoice("attempt-2", "sandbox", at));
        Assert.True(story.Intent!.OwesInvoice);
        story.See(InvoiceStatus.Settled, 100m);
        Assert.False(story.Intent!.OwesInvoice);
        Assert.Equal([new InvoiceKey("sandbox", "inv-2")], story.Open("inv-2").Intent!.UnpayableOwed);
    }
}
