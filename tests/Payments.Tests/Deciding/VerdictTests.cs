using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.Tests.Deciding;

/// <summary>A verdict that contradicts the amounts beside it is a question for a human.</summary>
public class VerdictTests
{
    [Theory]
    [InlineData(InvoiceStatus.Open, "AwaitingPayment")]
    [InlineData(InvoiceStatus.Confirming, "Confirming")]
    [InlineData(InvoiceStatus.Expired, "Expired")]
    public void Settled_with_less_than_the_price_keeps_the_status_and_is_reviewed(InvoiceStatus before, string status)
    {
        var story = Story.Opened().See(before, 1m).See(InvoiceStatus.Settled, 1m);
        Assert.Equal((status, "review", false, "1.00"),
            (story.View.Status, story.View.Outcome, story.View.IsPaid, story.View.AmountPaid));
        Assert.Equal("", story.View.PaymentUri);
        Assert.Equal("review", story.See(InvoiceStatus.Settled, 2m).View.Outcome);
    }

    [Fact]
    public void So_does_one_that_a_search_brings()
    {
        var story = Story.Requested();
        var found = story.New("inv-1") with { Status = InvoiceStatus.Settled, AmountPaid = 1m };
        story.Do(at => new Command.RecordLookUp("sandbox", [found], at, at));
        Assert.Equal(("AwaitingPayment", "review"), (story.View.Status, story.View.Outcome));
    }

    [Fact]
    public void An_invoice_whose_first_status_nobody_knows_has_not_failed_and_cannot_be_paid_yet()
    {
        var story = Story.Requested();
        var made = story.New("inv-1") with { Status = InvoiceStatus.Unrecognized, StatusText = "Simmering" };
        story.Do(at => new Command.RecordInvoice("attempt-1", made, at));
        Assert.Equal(
            ("AwaitingPayment", "Payment Pending", false, ""),
            (story.View.Status, story.View.CaseStatus, story.View.IsFinal, story.View.PaymentUri));
        Assert.Equal(ErrorCodes.ProcessorRefused, story.View.ErrorCode);

        story.See(made with { Status = InvoiceStatus.Open, StatusText = "New" });
        Assert.Equal(("Awaiting Payment", ""), (story.View.CaseStatus, story.View.ErrorCode));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(99.5)]
    public void It_is_paid_when_a_later_read_shows_the_money(decimal paid)
    {
        var story = Story.Opened().See(InvoiceStatus.Settled, 99.49m).See(InvoiceStatus.Settled, paid);
        Assert.Equal(("paid", true), (story.View.Outcome, story.View.IsPaid));
    }

    [Fact]
    public void A_persons_mark_is_paid_whatever_came_and_says_so()
    {
        var story = Story.Opened().See(InvoiceStatus.Settled, 1m, InvoiceQualifiers.Manual);
        Assert.Equal(("paid", "Manual"), (story.View.Outcome, story.View.Qualifiers));
    }

    [Fact]
    public void Once_it_is_paid_a_smaller_sum_of_the_same_payments_is_no_contradiction()
    {
        var story = Story.Opened();
        var payment = new Payment(new Sensitive("tx-1"), 0.002m, IsConfirmed: true);
        story.See(story.Invoice with { Status = InvoiceStatus.Settled, AmountPaid = 100m, Payments = [payment] });
        var dust = new Payment(new Sensitive("tx-2"), 0.00001m, IsConfirmed: true);
        story.See(story.Invoice with { AmountPaid = 98m, Payments = [payment, dust] }).See(story.Invoice);
        Assert.Equal(("paid", "none", ""), (story.View.Outcome, story.View.ActionRequired, story.View.Qualifiers));
    }
}
