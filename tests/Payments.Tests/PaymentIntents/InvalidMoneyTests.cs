using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using static CryptoPay.Payments.Tests.RefundStory;

namespace CryptoPay.Payments.Tests.PaymentIntents;

/// <summary>Money on an invoice that the processor calls invalid is money.</summary>
public class InvalidMoneyTests
{
    [Fact]
    public void It_shows_asks_for_nothing_more_and_blocks_a_next_invoice()
    {
        var story = Story.Opened().See(InvoiceStatus.Invalid, 100m);
        Assert.Equal(("review", "100.00", "0.00"), (story.View.Outcome, story.View.AmountPaid, story.View.AmountDue));
        Assert.Equal(Refusal.NothingDue, story.RefusalOf(at => new Command.StartInvoice("a", "sandbox", at)));
    }

    [Fact]
    public void Once_it_has_gone_back_the_whole_price_is_due_again()
    {
        var story = Story.Opened().See(InvoiceStatus.Invalid, 100m, confirmed: true).Do(Ask("r1")).Do(Out("r1", 100m));
        Assert.Equal(("refunded", "100.00"), (story.View.Outcome, story.View.AmountDue));
        Assert.NotEmpty(story.EventsOf(at => new Command.StartInvoice("a", "sandbox", at)));
    }

    [Fact]
    public void Money_that_turns_up_on_it_after_the_next_one_settled_is_reviewed()
    {
        var story = Story.Opened().See(InvoiceStatus.Invalid).NextInvoice("inv-2").See(InvoiceStatus.Settled, 100m);
        Assert.Equal("none", story.View.ActionRequired);
        story.See(story.Intent!.Attempts[0].Invoice! with { AmountPaid = 100m });
        Assert.Equal(("Settled", "review", "200.00"), (story.View.Status, story.View.Outcome, story.View.AmountPaid));
    }

    [Theory]
    [InlineData(60, "paid")]
    [InlineData(60.5, "paid")]
    [InlineData(61, "review")]
    public void A_part_and_its_top_up_are_reviewed_only_where_they_are_more_than_the_price(
        decimal topUp, string outcome)
    {
        var story = Story.Opened().See(InvoiceStatus.Expired, 40m, InvoiceQualifiers.Underpaid, confirmed: true)
            .NextInvoice("inv-2").See(InvoiceStatus.Settled, topUp);
        Assert.Equal(outcome, story.View.Outcome);
        Assert.Equal(topUp > 60, story.Intent!.Has(PaymentIntentQualifiers.Overpaid));
    }

    [Theory]
    [InlineData(100.5, "none")]
    [InlineData(100.51, "review")]
    public void Too_much_on_one_invoice_asks_for_a_review_only_beyond_the_tolerance(decimal paid, string action)
    {
        var story = Story.Opened().See(InvoiceStatus.Settled, paid);
        Assert.Equal(("paid", action), (story.View.Outcome, story.View.ActionRequired));
        Assert.Contains("Overpaid", story.View.Qualifiers, StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_full_payment_of_a_settled_invoice_asks_for_a_review()
    {
        var story = Story.Opened().See(InvoiceStatus.Settled, 100m).After(TimeSpan.FromMinutes(15))
            .See(InvoiceStatus.Settled, 200m);
        Assert.Equal(("paid", "review", "200.00"),
            (story.View.Outcome, story.View.ActionRequired, story.View.AmountPaid));
    }
}
