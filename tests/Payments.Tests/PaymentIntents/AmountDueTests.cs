using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Tests.PaymentIntents;

/// <summary>What the customer is asked for, and what no sentence may ask for.</summary>
public class AmountDueTests
{
    [Theory]
    [InlineData(40, 0, "60.00")]
    [InlineData(40, 0.0351, "60.04")]
    [InlineData(39.9999996, 0, "60.00")]
    [InlineData(0, 0.0351, "100.00")]
    public void Of_an_open_invoice_it_is_what_is_missing_and_what_its_processor_asks_for_on_top(
        decimal paid, decimal onTop, string due)
    {
        var story = Story.Opened();
        story.See(story.Invoice with { AmountPaid = paid, AmountOnTop = onTop });
        Assert.Equal(due, story.View.AmountDue);
    }

    [Fact]
    public void A_next_invoice_asks_for_the_price_less_what_is_kept()
    {
        var story = Story.Opened();
        story.See(story.Invoice with { AmountPaid = 40m, AmountOnTop = 0.0351m });
        story.See(story.Invoice with { Status = InvoiceStatus.Expired });
        Assert.Equal("60.00", story.View.AmountDue);
        Assert.Equal(60m, story.NextInvoice("inv-2").Intent!.Current.Price.Amount);
    }

    [Fact]
    public void A_part_that_is_not_final_beside_a_settled_top_up_asks_for_nothing()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired, 40m, InvoiceQualifiers.Underpaid).NextInvoice("inv-2")
            .See(InvoiceStatus.Settled, 60m);
        Assert.Equal(("confirming", "none", "0.00", false),
            (story.View.Outcome, story.View.ActionRequired, story.View.AmountDue, story.View.IsFinal));
        Assert.Equal("Your payment has been seen and is being confirmed.", story.View.Message);
        Assert.Empty(story.EventsOf(at => new Command.StartInvoice("a", "sandbox", at)));
        Assert.Equal(PollPhase.Short, Schedule.PhaseAt(story.Intent!, story.Now, Story.Policy));
    }

    [Fact]
    public void All_of_it_on_an_invoice_that_is_still_open_asks_for_nothing()
    {
        var view = Story.Opened().See(InvoiceStatus.Open, 100m).View;
        Assert.Equal(("AwaitingPayment", "confirming", "0.00", ""),
            (view.Status, view.Outcome, view.AmountDue, view.PaymentUri));
    }
}
