using System.Collections.Immutable;
using CryptoPay.Payments.History;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.Tests.Deciding;

/// <summary>What is personal of an order goes, and what is money stays true.</summary>
public sealed class ErasingTests
{
    private static readonly Payment Paid = new(new Sensitive("tx-1"), 0.002m, IsConfirmed: true);

    private static Func<DateTimeOffset, Command> Erase(bool isWatched = false) =>
        at => new Command.Erase(new Sensitive("new-salt"), "customer", isWatched, at) { Who = "ops" };

    [Fact]
    public void Nothing_that_was_said_of_the_customer_stays_and_the_amounts_do()
    {
        var story = Settled().Do(Erase());

        var (intent, invoice) = (story.Intent!, story.Invoice);
        Assert.Empty(intent.Metadata);
        Assert.Equal(("erased", "", ""), (intent.PosLabel.Value, intent.NotificationUrl.Value, intent.LinkToken.Value));
        Assert.True(invoice.PaymentUri.IsEmpty && invoice.CheckoutUrl.IsEmpty);
        Assert.StartsWith("erased:", invoice.Payments.Single().PaymentId.Value);
        Assert.Equal((PaymentIntentStatus.Settled, 100m), (intent.Status, Sums.AmountPaid(intent)));
        Assert.Equal(story.Now, intent.ErasedAt);
    }

    [Fact]
    public void The_same_read_after_it_adds_nothing()
    {
        var story = Settled();
        var read = story.Invoice;
        story.Do(Erase());

        Assert.Empty(story.EventsOf(at => new Command.Observe("sandbox", read, at)));
    }

    [Fact]
    public void A_double_spend_is_told_by_the_digests_that_stay()
    {
        var story = Settled();
        var read = story.Invoice;
        story.Do(Erase());

        story.See(read with { Payments = [], AmountPaid = 0 }).After(TimeSpan.FromSeconds(10))
            .See(read with { Payments = [], AmountPaid = 0 });

        Assert.True(story.Intent!.Has(PaymentIntentQualifiers.DoubleSpent));
    }

    [Fact]
    public void A_payment_that_comes_after_it_is_known_again_and_none_of_its_ID_is_kept()
    {
        var story = Settled();
        var read = story.Invoice;
        story.Do(Erase());
        var more = read with
        {
            AmountPaid = 150m,
            Payments = [Paid, new Payment(new Sensitive("tx-2"), 0.001m, IsConfirmed: true)
            {
                TransactionHash = new Sensitive("hash-2"),
            }],
        };

        story.See(more);

        Assert.Equal(150m, Sums.AmountPaid(story.Intent!));
        Assert.Empty(story.EventsOf(at => new Command.Observe("sandbox", more, at)));
        Assert.All(story.Invoice.Payments, payment =>
        {
            Assert.StartsWith("erased:", payment.PaymentId.Value);
            Assert.True(payment.TransactionHash.IsEmpty);
        });
    }

    /// <summary>As where a backup from before an erasure was restored: the very digests are gone.</summary>
    [Fact]
    public void Of_a_payment_whose_digest_is_lost_the_coins_tell_whether_it_is_there_still()
    {
        var story = Settled();
        var read = story.Invoice;
        var lost = new Story(Erasure.Of(
            story.Intent! with { Attempts = [story.Intent!.Attempts[0] with { Invoice = WithLostId(read) }] },
            new Sensitive("new-salt"), story.Now));

        lost.See(read).See(read);

        Assert.False(lost.Intent!.Has(PaymentIntentQualifiers.DoubleSpent));
    }

    [Fact]
    public void What_somebody_may_have_to_look_at_is_not_erased()
    {
        Assert.Empty(Settled().EventsOf(Erase(isWatched: true)));
        var refunding = Settled().Do(at => new Command.RequestRefund("R-1", "key", 10m, ["sandbox"], at));
        Assert.Empty(refunding.EventsOf(Erase()));
        var reviewed = Story.Opened().See(InvoiceStatus.Expired, paid: 100m, InvoiceQualifiers.PaidLate);
        Assert.Empty(reviewed.EventsOf(Erase()));
    }

    [Fact]
    public void Nothing_more_is_begun_with_an_erased_order_and_a_repeat_of_its_create_brings_nothing_back()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired).Do(Erase());

        Assert.Equal(Refusal.OrderErased, story.RefusalOf(at => new Command.StartInvoice("a", "sandbox", at)));
        Assert.Equal(
            Refusal.OrderErased, story.RefusalOf(at => new Command.RequestRefund("R-1", "key", 10m, ["sandbox"], at)));
        Assert.Empty(story.EventsOf(at => new Command.Create(With("customerRef", "C-1"), Story.NewIntent(), at)));
        Assert.Empty(story.EventsOf(Erase()));
    }

    [Fact]
    public void Whose_payment_it_is_the_first_create_says_for_good()
    {
        var story = new Story().Do(at => new Command.Create(With("customerRef", "C-1"), Story.NewIntent(), at));

        story.Do(at => new Command.Create(With("customerRef", "C-2"), Story.NewIntent(), at));

        Assert.Equal("C-1", story.Intent!.CustomerRef);
    }

    [Fact]
    public void A_history_without_the_label_of_an_earlier_version_is_held_by_the_next_hash()
    {
        var data = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        var history = HistoryChain.Append(
            [], Story.Start, "IntentRequested", "Requested", data.Add("posLabel", "Ann Lee"));
        history = HistoryChain.Append(history, Story.Start, "InvoiceOpened", "AwaitingPayment", data);

        var erased = HistoryChain.Erased(history);

        Assert.Equal(["erased", ""], erased.Select(entry => entry.Data.GetValueOrDefault("posLabel", "")));
        Assert.Null(HistoryChain.FirstBroken(erased));
        Assert.True(erased[0].IsErased);
        Assert.Equal(2, HistoryChain.FirstBroken(erased.SetItem(0, erased[0] with { Hash = "forged" })));
    }

    private static Story Settled()
    {
        var story = Story.Opened();
        return story.See(story.Invoice with
        {
            Status = InvoiceStatus.Settled,
            AmountPaid = 100m,
            IsPaymentConfirmed = true,
            Payments = [Paid],
        });
    }

    private static Invoice WithLostId(Invoice invoice) =>
        invoice with { Payments = [invoice.Payments[0] with { PaymentId = Sensitive.Erased }] };

    private static CreatePaymentIntent With(string key, string value) =>
        Story.Request() with
        {
            Metadata = ImmutableSortedDictionary.Create<string, Sensitive>(StringComparer.Ordinal)
                .Add(key, new Sensitive(value)),
        };
}
