using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CsCheck;

namespace CryptoPay.Payments.Tests.PaymentIntents;

/// <summary>Beyond ten payments of an invoice those of fewest coins are kept as a count and a sum.</summary>
public class ManyPaymentsTests
{
    private static readonly Gen<Payment> One = Gen.Select(Gen.Int[1, 400], Gen.Int[1, 100_000], Gen.Bool, Gen.Int[0, 4])
        .Select((id, coins, isConfirmed, kind) => new Payment(
            new Sensitive($"tx-{id}"), coins / 100_000m, isConfirmed, IsInvalid: kind == 0));

    private static readonly Gen<ImmutableArray<Payment>> Some =
        One.Array[0, 60].Select(payments => payments.DistinctBy(payment => payment.PaymentId).ToImmutableArray());

    [Fact]
    public void Count_and_sums_are_exact_whatever_is_kept_and_the_largest_are() => Some.Sample(payments =>
    {
        var story = Seen(Story.Opened(), payments);
        var (kept, rest) = (story.Invoice.Payments, story.Invoice.OtherPayments);
        var counting = payments.Where(payment => !payment.IsInvalid).ToList();
        Assert.InRange(kept.Length, Math.Min(10, payments.Length), 10);
        Assert.Equal(counting.Count, kept.Count(payment => !payment.IsInvalid) + (rest?.Count ?? 0));
        Assert.Equal(counting.Sum(payment => payment.Value), KeptPayments.CoinsOf(story.Invoice));
        Assert.Equal(Paid(payments), story.Invoice.AmountPaid);
        Assert.Equal(Paid(payments), Sums.AmountPaid(story.Intent!));
        if (rest is null) return;
        Assert.Equal(
            counting.Select(payment => payment.Value).OrderDescending().Take(10),
            kept.Select(payment => payment.Value));
    }, iter: 5_000);

    [Fact]
    public void The_same_payments_in_another_order_are_no_news() => Some.Sample(payments =>
    {
        if (payments.Length <= 10) return;
        var story = Seen(Story.Opened(), payments);
        Assert.Empty(story.EventsOf(at => new Command.Observe(
            "sandbox", story.Invoice with { Payments = [.. payments.Reverse()], OtherPayments = null }, at)));
    }, iter: 2_000);

    [Fact]
    public void Coins_that_are_gone_for_two_reads_are_a_double_spend_whichever_payment_they_were() =>
        Gen.Select(Some, Gen.Int[0, 59], Some).Sample((payments, which, others) =>
        {
            var counting = payments.Where(payment => !payment.IsInvalid).ToList();
            if (counting.Count == 0) return;
            ImmutableArray<Payment> left = [.. payments.Where(payment => payment != counting[which % counting.Count])];
            var story = Seen(Story.Opened(), payments).After(TimeSpan.FromMinutes(1));
            Assert.False(IsDoubleSpent(Seen(story, left)));
            Assert.True(IsDoubleSpent(Seen(story, left)));
        }, iter: 5_000);

    [Fact]
    public void Payments_that_only_come_are_none() => Gen.Select(Some, Some).Sample((payments, more) =>
    {
        var story = Seen(Story.Opened(), payments);
        var came = more.ExceptBy(payments.Select(payment => payment.PaymentId), payment => payment.PaymentId);
        ImmutableArray<Payment> all = [.. payments, .. came];
        Assert.False(IsDoubleSpent(Seen(Seen(story, all), all)));
    }, iter: 5_000);

    [Fact]
    public void A_fee_bump_among_many_is_none()
    {
        var story = Seen(Story.Opened(), Dust(20));
        ImmutableArray<Payment> bumped = [.. Dust(20).RemoveAt(3), Dust(1)[0] with { PaymentId = new("bumped") }];
        Assert.False(IsDoubleSpent(Seen(Seen(story, bumped), bumped)));
    }

    [Fact]
    public void Dust_does_not_stand_in_for_the_payment_that_paid()
    {
        Payment paid = new(new Sensitive("tx"), 0.002m, IsConfirmed: false);
        var story = Seen(Story.Opened(), [paid, .. Dust(50)]);
        Assert.Contains(paid, story.Invoice.Payments);
        Assert.True(IsDoubleSpent(Seen(Seen(story, Dust(60)), Dust(60))));
    }

    [Fact]
    public void Of_a_settled_order_it_is_reviewed()
    {
        var story = Story.Opened();
        story.See(story.Invoice with { Status = InvoiceStatus.Settled, AmountPaid = 100m, Payments = Dust(40) });
        story.See(story.Invoice with { AmountPaid = 99m, Payments = Dust(39), OtherPayments = null });
        story.See(story.Invoice with { Payments = Dust(39), OtherPayments = null });
        Assert.Equal(("Settled", "review"), (story.View.Status, story.View.ActionRequired));
    }

    [Fact]
    public void An_invoice_that_was_stored_with_all_of_its_payments_is_told_by_them()
    {
        var story = Seen(Story.Opened(), Dust(1));
        var stored = story.Intent! with
        {
            Attempts = [story.Intent.Current with { Invoice = story.Invoice with { Payments = Dust(300) } }],
        };
        Assert.Equal(0.0003m, decimal.Parse(new Story(stored).View.CryptoAmountPaid));
        var next = Seen(new Story(stored), Dust(300));
        Assert.Equal((10, 290), (next.Invoice.Payments.Length, next.Invoice.OtherPayments!.Count));
        Assert.False(IsDoubleSpent(Seen(next, Dust(300))));
        var later = new Story(stored).After(TimeSpan.FromMinutes(5));
        Assert.True(IsDoubleSpent(Seen(Seen(later, Dust(299)), Dust(299))));
    }

    private static ImmutableArray<Payment> Dust(int count) =>
    [
        .. Enumerable.Range(0, count)
            .Select(i => new Payment(new Sensitive($"dust-{i}"), 0.000001m, IsConfirmed: false)),
    ];

    private static decimal Paid(IEnumerable<Payment> payments) =>
        payments.Where(payment => !payment.IsInvalid).Sum(payment => payment.Value) * 10m;

    private static Story Seen(Story story, ImmutableArray<Payment> payments) =>
        story.After(TimeSpan.FromSeconds(10)).See(story.Invoice with
        {
            AmountPaid = Paid(payments),
            Payments = payments,
            OtherPayments = null,
        });

    private static bool IsDoubleSpent(Story story) => story.Intent!.Has(PaymentIntentQualifiers.DoubleSpent);
}
