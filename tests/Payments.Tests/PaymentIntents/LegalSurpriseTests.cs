using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.Tests.PaymentIntents;

/// <summary>What the field has seen happen, and what we make of it.</summary>
public class LegalSurpriseTests
{
    [Fact]
    public void Failure_11_a_double_spend_goes_back_to_awaiting_payment_and_is_remembered()
    {
        var story = Story.Opened().See(InvoiceStatus.Confirming, 100m).See(InvoiceStatus.Open);
        Assert.Equal(PaymentIntentStatus.AwaitingPayment, story.Intent!.Status);
        Assert.Equal("100.00", story.View.AmountDue);
        story.See(InvoiceStatus.Settled, 100m);
        Assert.Equal(PaymentIntentStatus.Settled, story.Intent!.Status);
        Assert.True(story.Intent.Has(PaymentIntentQualifiers.DoubleSpent));
    }

    [Fact]
    public void Awaiting_payment_may_jump_to_settled() =>
        Assert.True(Story.Opened().See(InvoiceStatus.Settled, 100m).View.IsPaid);

    [Fact]
    public void Invalid_may_become_settled() =>
        Assert.True(Story.Opened().See(InvoiceStatus.Invalid, 100m)
            .See(InvoiceStatus.Settled, 100m, InvoiceQualifiers.Manual).View.IsPaid);

    [Theory]
    [InlineData(InvoiceStatus.Open)]
    [InlineData(InvoiceStatus.Expired)]
    [InlineData(InvoiceStatus.Invalid)]
    [InlineData(InvoiceStatus.Confirming)]
    public void Settled_is_never_left_and_a_contradiction_is_reviewed(InvoiceStatus contradiction)
    {
        var story = Story.Opened().See(InvoiceStatus.Settled, 100m).See(contradiction);
        Assert.Equal(PaymentIntentStatus.Settled, story.Intent!.Status);
        Assert.Equal(("Payment Under Review", true), (story.View.CaseStatus, story.View.IsPaid));
    }

    [Fact]
    public void A_fee_bump_that_moves_the_same_money_to_another_payment_is_no_double_spend()
    {
        var story = Story.Opened();
        story.See(
            story.Invoice with { Status = InvoiceStatus.Confirming, AmountPaid = 100m, Payments = [Paid("tx-1")] });
        story.See(story.Invoice with { Payments = [Paid("tx-2")] });
        Assert.Equal(PaymentIntentStatus.Confirming, story.Intent!.Status);
        Assert.False(story.Intent.Has(PaymentIntentQualifiers.DoubleSpent));
        Assert.Equal("100.00", story.View.AmountPaid);
    }

    [Fact]
    public void A_top_up_by_a_second_invoice_settles_with_the_first_ones_confirmed_part()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired, 40m, InvoiceQualifiers.Underpaid, confirmed: true)
            .NextInvoice("inv-2");
        Assert.Equal(60m, story.Intent!.Current.Price.Amount);
        Assert.Equal(("underpaid", "60.00"), (story.View.Outcome, story.View.AmountDue));
        story.See(InvoiceStatus.Settled, 60m);
        Assert.Equal(("paid", "100.00", "0.00"), (story.View.Outcome, story.View.AmountPaid, story.View.AmountDue));
    }

    [Fact]
    public void An_expired_part_payment_that_the_processor_gives_back_leaves_the_whole_due_and_is_no_double_spend()
    {
        var story = Story.Opened().See(InvoiceStatus.Open, 40m, InvoiceQualifiers.Underpaid)
            .See(InvoiceStatus.Expired, 0m, InvoiceQualifiers.Underpaid);
        Assert.Equal(("expired", "new_invoice", "100.00"),
            (story.View.Outcome, story.View.ActionRequired, story.View.AmountDue));
        Assert.False(story.Intent!.Has(PaymentIntentQualifiers.DoubleSpent));
    }

    [Fact]
    public void A_second_invoice_does_not_settle_the_order_when_the_firsts_part_has_gone()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired, 40m, InvoiceQualifiers.Underpaid).NextInvoice("inv-2");
        var first = story.Intent!.Attempts[0].Invoice!;
        story.See(InvoiceStatus.Settled, 60m).See(first with { AmountPaid = 0m, Qualifiers = InvoiceQualifiers.None });
        Assert.Equal(("underpaid", "40.00", false), (story.View.Outcome, story.View.AmountDue, story.View.IsPaid));
    }

    [Fact]
    public void Two_invoices_paid_in_full_are_overpaid_and_reviewed()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired).NextInvoice("inv-2").See(InvoiceStatus.Settled, 100m);
        var first = story.Intent!.Attempts[0].Invoice!;
        story.See(first with { AmountPaid = 100m, Qualifiers = InvoiceQualifiers.PaidLate });
        Assert.True(story.Intent!.Has(PaymentIntentQualifiers.Overpaid | PaymentIntentQualifiers.Review));
        Assert.Equal(("Settled", "Payment Under Review", "200.00"),
            (story.View.Status, story.View.CaseStatus, story.View.AmountPaid));
    }

    [Fact]
    public void Money_that_comes_after_a_cancel_undoes_it()
    {
        var story = Story.Opened().Cancelled().See(InvoiceStatus.Confirming, 100m);
        Assert.Equal(("Confirming", "Payment Confirming"), (story.View.Status, story.View.CaseStatus));
        Assert.Empty(story.Intent!.UnpayableOwed);
    }

    [Fact]
    public void Failure_16_a_settled_mark_by_hand_is_paid_and_says_so()
    {
        var story = Story.Opened().See(InvoiceStatus.Settled, 0m, InvoiceQualifiers.Manual);
        Assert.Equal("paid", story.View.Outcome);
        Assert.True(story.Intent!.Has(PaymentIntentQualifiers.Manual));
    }

    [Fact]
    public void An_unrecognized_status_changes_nothing_and_is_reviewed_if_it_lasts()
    {
        var story = Story.Opened();
        var strange = story.Invoice with { Status = InvoiceStatus.Unrecognized, StatusText = "Frozen/None" };
        story.See(strange);
        Assert.Equal(("AwaitingPayment", "pending"), (story.View.Status, story.View.Outcome));
        story.After(TimeSpan.FromMinutes(15)).See(strange);
        Assert.Equal(("AwaitingPayment", "review"), (story.View.Status, story.View.Outcome));
    }

    [Fact]
    public void Money_beside_an_unrecognized_status_is_money()
    {
        var story = Story.Opened().Cancelled().See(InvoiceStatus.Invalid, qualifiers: InvoiceQualifiers.Manual);
        story.See(story.Invoice with { Status = InvoiceStatus.Unrecognized, AmountPaid = 100m });
        Assert.Equal(("review", "100.00", "0.00"), (story.View.Outcome, story.View.AmountPaid, story.View.AmountDue));
    }

    [Fact]
    public void Failure_05_an_answer_with_another_amount_or_order_changes_nothing()
    {
        var story = Story.Opened();
        var paid = story.Invoice with { Status = InvoiceStatus.Settled, AmountPaid = 100m };
        story.See(paid with { Price = paid.Price with { Amount = 1m } });
        story.See(paid with { OrderId = "CC-1002" });
        story.See(paid with { AttemptId = "another" });
        Assert.Equal("AwaitingPayment", story.View.Status);
        story.See(paid);
        Assert.True(story.View.IsPaid);
        Assert.Null(story.Intent!.Attempts[0].NonsenseSince);
    }

    private static Payment Paid(string paymentId) => new(new Sensitive(paymentId), 0.002m, IsConfirmed: false);
}
