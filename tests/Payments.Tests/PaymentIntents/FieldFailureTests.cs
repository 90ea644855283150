using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.Tests.PaymentIntents;

/// <summary>
/// What others' software has made of what processors showed it, and we do not. The numbers are those of
/// Processors.Tests/FieldFailures/README.md.
/// </summary>
public class FieldFailureTests
{
    [Theory]
    [InlineData(InvoiceStatus.Confirming, "Confirming")]
    [InlineData(InvoiceStatus.Settled, "Settled")]
    public void Failure_04_what_ends_late_of_a_first_invoice_does_not_undo_what_a_second_is_paid(
        InvoiceStatus second, string status)
    {
        var story = Story.Opened().See(InvoiceStatus.Expired).NextInvoice("inv-2").See(second, 100m);
        var first = story.Intent!.Attempts[0].Invoice!;

        story.See(first with { Status = InvoiceStatus.Invalid, StatusText = "Invalid/Marked" });

        Assert.Equal((status, "100.00", "0.00"), (story.View.Status, story.View.AmountPaid, story.View.AmountDue));
    }

    [Fact]
    public void Failure_08_late_money_is_told_at_once_though_the_processor_never_calls_it_settled()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired);
        Assert.Equal("expired", story.View.Outcome);

        foreach (var isFinal in new[] { false, true })
        {
            story.See(InvoiceStatus.Expired, 100m, InvoiceQualifiers.PaidLate, isFinal);
            Assert.Equal(("paid_late", "review", "100.00", "0.00"),
                (story.View.Outcome, story.View.ActionRequired, story.View.AmountPaid, story.View.AmountDue));
        }
    }

    [Fact]
    public void Failure_09_a_part_and_then_too_much_too_late_is_late_and_overpaid_and_reviewed()
    {
        var story = Story.Opened().See(InvoiceStatus.Open, 40m, InvoiceQualifiers.Underpaid)
            .See(InvoiceStatus.Expired, 120m, InvoiceQualifiers.PaidLate);

        Assert.True(story.Intent!.Has(PaymentIntentQualifiers.PaidLate));
        Assert.True(story.Intent.Has(PaymentIntentQualifiers.Overpaid));
        Assert.Equal(("Payment Under Review", "review", "120.00"),
            (story.View.CaseStatus, story.View.ActionRequired, story.View.AmountPaid));
    }

    [Fact]
    public void Failure_10_what_the_processor_settles_within_its_tolerance_is_paid_and_nothing_is_due()
    {
        var story = Story.Opened().See(InvoiceStatus.Settled, 99.60m);

        Assert.Equal(("paid", "none", "99.60", "0.00"),
            (story.View.Outcome, story.View.ActionRequired, story.View.AmountPaid, story.View.AmountDue));
    }

    [Fact]
    public void Failure_13_money_in_a_failed_invoice_is_shown_asks_for_no_more_and_a_human_looks()
    {
        var story = Story.Opened().See(InvoiceStatus.Invalid, 140m, InvoiceQualifiers.Overpaid);

        Assert.Equal(("review", "review", "140.00", "0.00"),
            (story.View.Outcome, story.View.ActionRequired, story.View.AmountPaid, story.View.AmountDue));
        Assert.True(Sums.HasMoney(story.Intent!));
    }

    [Theory]
    [InlineData(InvoiceStatus.Open, InvoiceQualifiers.Underpaid)]
    [InlineData(InvoiceStatus.Confirming, InvoiceQualifiers.None)]
    [InlineData(InvoiceStatus.Expired, InvoiceQualifiers.None)]
    [InlineData(InvoiceStatus.Expired, InvoiceQualifiers.PaidLate)]
    [InlineData(InvoiceStatus.Invalid, InvoiceQualifiers.None)]
    [InlineData(InvoiceStatus.Unrecognized, InvoiceQualifiers.None)]
    public void Failure_14_what_the_processor_completes_is_paid_whatever_it_was_before(
        InvoiceStatus before, InvoiceQualifiers beside)
    {
        var story = Story.Opened();
        story.See(story.Invoice with { Status = before, Qualifiers = beside });

        story.See(InvoiceStatus.Settled, 100m);

        Assert.Equal(("paid", "Settled", true), (story.View.Outcome, story.View.Status, story.View.IsPaid));
    }
}
