using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Views;

namespace CryptoPay.Payments.Tests.Views;

public class TransactionTests
{
    [Fact]
    public void Each_has_its_state_its_coins_and_where_it_came()
    {
        var worthless = Paid("tx-3", 0) with { IsInvalid = true };
        var story = Seen(Story.Opened(), Paid("tx-1", 0.5m, isConfirmed: true), Paid("tx-2", 0.25m), worthless);

        Assert.Equal(["tx-1 confirmed 0.5", "tx-2 unconfirmed 0.25", "tx-3 invalid "], Told(story));
        Assert.All(ViewsOf(story).Transactions, view => Assert.Equal(
            ("BTC", "sandbox", "inv-1", 1, ""),
            (view.CryptoCode, view.Account, view.InvoiceId, view.Attempt, view.SeenAt)));
    }

    [Fact]
    public void Those_of_earlier_invoices_stay()
    {
        var story = Seen(Story.Opened(), Paid("tx-1"));
        story.See(story.Invoice with { Status = InvoiceStatus.Expired }).NextInvoice("inv-2");
        Seen(story, Paid("tx-2"));

        Assert.Equal(
            [("tx-1", "inv-1", 1), ("tx-2", "inv-2", 2)],
            ViewsOf(story).Transactions.Select(view => (view.PaymentId.Value, view.InvoiceId, view.Attempt)));
    }

    [Fact]
    public void One_that_is_not_listed_any_more_is_gone_and_stays_to_be_looked_at()
    {
        var story = Seen(Seen(Seen(Story.Opened(), Paid("tx-1"))));
        Assert.True(story.Intent!.Has(PaymentIntentQualifiers.DoubleSpent));
        Assert.Equal(["tx-1 gone 0.001"], Told(story));

        Seen(story, Paid("tx-2"));
        Assert.Equal(["tx-2 unconfirmed 0.001", "tx-1 gone 0.001"], Told(story));
    }

    [Fact]
    public void One_that_is_listed_again_is_not_gone() => Assert.Equal(
        ["tx-1 unconfirmed 0.001"], Told(Seen(Seen(Seen(Story.Opened(), Paid("tx-1"))), Paid("tx-1"))));

    [Fact]
    public void However_many_go_ten_are_kept()
    {
        var story = Story.Opened();
        for (var i = 1; i <= 30; i++) Seen(story, Paid($"tx-{i}"));

        Assert.Equal(
            ["tx-30 unconfirmed 0.001", .. Enumerable.Range(20, 10).Select(i => $"tx-{i} gone 0.001")], Told(story));
    }

    [Fact]
    public void Those_that_are_not_kept_one_by_one_are_a_count_and_a_sum_and_not_gone()
    {
        var story = Seen(Story.Opened(), Paid("tx-0"));
        Seen(story, [Paid("tx-0"), .. Enumerable.Range(1, 12).Select(i => Paid($"tx-{i}", i))]);

        var views = ViewsOf(story);
        Assert.Equal((10, 3, "3.001"), (views.Transactions.Length, views.OtherCount, views.OtherCryptoAmount));
        Assert.DoesNotContain(views.Transactions, view => view.State == "gone");
    }

    [Fact]
    public void It_prints_neither_hash_nor_ID()
    {
        var hidden = Paid("tx-1") with { TransactionHash = new Sensitive("0xhash") };

        Assert.Equal("0xhash", ViewsOf(Seen(Story.Opened(), hidden)).Transactions.Single().TransactionHash.Value);
        Assert.DoesNotMatch("tx-1|0xhash", ViewsOf(Seen(Story.Opened(), hidden)).Transactions.Single().ToString());
    }

    private static IEnumerable<string> Told(Story story) => ViewsOf(story).Transactions
        .Select(view => $"{view.PaymentId.Value} {view.State} {view.CryptoAmount}");

    private static TransactionsView ViewsOf(Story story) => story.Intent!.TransactionsOf(_ => null);

    private static Payment Paid(string paymentId, decimal coins = 0.001m, bool isConfirmed = false) =>
        new(new Sensitive(paymentId), coins, isConfirmed);

    private static Story Seen(Story story, params ImmutableArray<Payment> payments) => story.See(story.Invoice with
    {
        Status = payments.IsEmpty ? InvoiceStatus.Open : InvoiceStatus.Confirming,
        AmountPaid = payments.Length,
        Payments = payments,
        OtherPayments = null,
    });
}
