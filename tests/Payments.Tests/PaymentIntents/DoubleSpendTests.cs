using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.Tests.PaymentIntents;

/// <summary>Told by payments and not by sums.</summary>
public class DoubleSpendTests
{
    [Fact]
    public void A_payment_that_is_gone_for_two_reads_is_one()
    {
        var story = Seen(Paid("tx-1"));
        Assert.False(IsDoubleSpent(Next(story)));
        Assert.True(IsDoubleSpent(Next(story)));
    }

    [Fact]
    public void So_is_one_that_the_processor_calls_invalid()
    {
        var story = Seen(Paid("tx-1"));
        var worthless = Paid("tx-1") with { IsInvalid = true };
        Assert.True(IsDoubleSpent(Next(Next(story, worthless), worthless)));
    }

    [Fact]
    public void A_fee_bump_is_none() => Assert.False(IsDoubleSpent(Next(Next(Seen(Paid("tx-1")), Paid("tx-2")))));

    [Fact]
    public void A_fee_bump_whose_second_payment_comes_a_read_later_is_none() =>
        Assert.False(IsDoubleSpent(Next(Next(Next(Seen(Paid("tx-1"))), Paid("tx-2")), Paid("tx-2"))));

    [Fact]
    public void A_fee_bump_of_which_both_payments_were_counted_for_a_moment_is_none()
    {
        var story = Next(Seen(Paid("tx-1")), Paid("tx-1"), Paid("tx-2"));
        Assert.False(IsDoubleSpent(Next(Next(story, Paid("tx-2")), Paid("tx-2"))));
    }

    [Fact]
    public void A_payment_of_fewer_coins_does_not_stand_for_one_that_is_gone() =>
        Assert.True(IsDoubleSpent(Next(Next(Seen(Paid("tx-1")), Paid("tx-2", 0.0019m)), Paid("tx-2", 0.0019m))));

    [Fact]
    public void Nor_does_one_that_was_there_long_before()
    {
        var story = Seen(Paid("tx-1"), Paid("tx-2")).After(TimeSpan.FromMinutes(2));
        Assert.True(IsDoubleSpent(Next(Next(story, Paid("tx-2")), Paid("tx-2"))));
    }

    [Fact]
    public void A_sum_that_falls_while_all_payments_are_there_is_a_network_fee()
    {
        var story = Seen(Paid("tx-1"));
        story.See(story.Invoice with { AmountPaid = 39m }).See(story.Invoice);
        Assert.False(IsDoubleSpent(story));
    }

    [Fact]
    public void The_part_of_an_expired_invoice_can_be_double_spent_too()
    {
        var story = Seen(Paid("tx-1"));
        var expired = story.Invoice with { Status = InvoiceStatus.Expired };
        story.See(expired with { Qualifiers = InvoiceQualifiers.Underpaid });
        story.See(expired with { AmountPaid = 0m, Payments = [] }).See(story.Invoice);
        Assert.True(IsDoubleSpent(story));
    }

    [Fact]
    public void Where_no_payments_are_listed_confirming_that_falls_back_to_nothing_is_one_and_less_is_no_claim()
    {
        Assert.True(IsDoubleSpent(Story.Opened().See(InvoiceStatus.Confirming, 100m).See(InvoiceStatus.Open)));
        Assert.False(IsDoubleSpent(Story.Opened().See(InvoiceStatus.Confirming, 100m).See(InvoiceStatus.Open, 40m)));
        Assert.False(IsDoubleSpent(Story.Opened().See(InvoiceStatus.Open, 40m).See(InvoiceStatus.Open)));
    }

    [Fact]
    public void Of_a_settled_order_it_is_reviewed()
    {
        var story = Story.Opened();
        story.See(story.Invoice with { Status = InvoiceStatus.Settled, AmountPaid = 100m, Payments = [Paid("tx-1")] });
        story.See(story.Invoice with { AmountPaid = 0m, Payments = [] });
        Assert.Equal("none", story.View.ActionRequired);
        Assert.Equal("review", story.See(story.Invoice).View.ActionRequired);
        Assert.Equal(("Settled", true), (story.View.Status, IsDoubleSpent(story)));
    }

    private static Payment Paid(string paymentId, decimal coins = 0.002m) =>
        new(new Sensitive(paymentId), coins, IsConfirmed: false);

    private static Story Seen(params ImmutableArray<Payment> payments)
    {
        var story = Story.Opened();
        return story.See(story.Invoice with { AmountPaid = 40m, Payments = payments });
    }

    private static Story Next(Story story, params ImmutableArray<Payment> payments) =>
        story.After(TimeSpan.FromSeconds(10)).See(story.Invoice with
        {
            AmountPaid = payments.Any(payment => !payment.IsInvalid) ? 40m : 0m,
            Payments = payments,
        });

    private static bool IsDoubleSpent(Story story) => story.Intent!.Has(PaymentIntentQualifiers.DoubleSpent);
}
