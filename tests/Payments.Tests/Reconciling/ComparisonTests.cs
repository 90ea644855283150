using CryptoPay.Payments.Amounts;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Reconciling;
using CsCheck;

namespace CryptoPay.Payments.Tests.Reconciling;

/// <summary>Orders with random lives, against a list that agrees with them, and one that was tampered with.</summary>
public class ComparisonTests
{
    private const string Account = "sandbox";

    private static readonly Gen<(Story Story, int Which)> Orders =
        Gen.Select(Lives.Steps.Array[0, 30].Select(Lives.Live), Gen.Int[0, 9]);

    private static readonly Gen<InvoiceStatus> Statuses = Gen.Enum<InvoiceStatus>();

    [Fact]
    public void Where_both_sides_agree_there_is_no_difference() => Orders.Sample(
        order => Assert.Empty(Differences(order.Story, List(order.Story))), iter: 5_000);

    [Fact]
    public void An_invoice_that_was_made_behind_our_back_is_missing_here() => Orders.Sample(order =>
    {
        // Nobody can pay it, so it is nobody's twin.
        var unknown = order.Story.New("behind") with { Status = InvoiceStatus.Invalid };
        Assert.Equal(
            (DifferenceKind.MissingHere, "behind"),
            Single(Differences(order.Story, [.. List(order.Story), ListedInvoice.Of(unknown)])));
    }, iter: 1_000);

    [Fact]
    public void Of_an_order_that_there_is_not_the_first_is_missing_here_and_the_next_its_twin()
    {
        var story = Story.Opened();
        Assert.Equal(
            [(DifferenceKind.MissingHere, "a"), (DifferenceKind.Twin, "b")],
            Comparison.Of(story.Intent!.Order, null, [ListedInvoice.Of(story.New("b")), ListedInvoice.Of(story.New("a"))])
                .Select(difference => (difference.Kind, difference.InvoiceId)));
    }

    [Theory]
    [InlineData(InvoiceStatus.Open, 0)]
    [InlineData(InvoiceStatus.Settled, 100)]
    [InlineData(InvoiceStatus.Expired, 10)]
    public void One_more_beside_one_that_can_be_paid_is_a_twin(InvoiceStatus status, int paid)
    {
        var story = Story.Opened();
        var twin = story.New("twin") with { Status = status, AmountPaid = paid };

        Assert.Equal(
            (DifferenceKind.Twin, "twin"),
            Single(Differences(story, [.. List(story), ListedInvoice.Of(twin)])));
    }

    [Fact]
    public void A_stray_that_was_seen_to_is_no_difference_until_it_is_paid()
    {
        var story = Story.Opened();
        var stray = story.New("stray") with { Status = InvoiceStatus.Invalid };
        story.Do(at => new Command.RecordLookUp(Account, [stray], at, at));
        Assert.Empty(Differences(story, [.. List(story), ListedInvoice.Of(stray)]));

        var paid = ListedInvoice.Of(stray) with { AmountPaid = 100 };
        Assert.Equal((DifferenceKind.Twin, "stray"), Single(Differences(story, [.. List(story), paid])));
    }

    [Fact]
    public void Another_price_or_currency_is_another_amount_whatever_else_differs() =>
        Gen.Select(Orders, Gen.Bool, Statuses).Sample((order, isCurrency, status) =>
        {
            var (all, one) = Picked(order);
            var other = isCurrency ? one.Price with { Currency = "EUR" } : new Money(one.Price.Amount + 0.01m, "USD");
            Assert.Equal(
                (DifferenceKind.OtherAmount, one.InvoiceId),
                Single(Differences(order.Story, Replaced(all, one with { Price = other, Status = status }))));
        }, iter: 1_000);

    [Fact]
    public void Another_status_is_another_state() => Gen.Select(Orders, Statuses).Sample((order, status) =>
    {
        var (all, one) = Picked(order);
        if (one.Status == status) return;
        Assert.Equal(
            (DifferenceKind.OtherState, one.InvoiceId),
            Single(Differences(order.Story, Replaced(all, one with { Status = status }))));
    }, iter: 1_000);

    [Fact]
    public void More_money_than_we_know_is_on_a_closed_one_or_paid_otherwise() => Orders.Sample(order =>
    {
        var (all, one) = Picked(order);
        var isClosed = one.Status is InvoiceStatus.Expired or InvoiceStatus.Invalid || order.Story.Intent!.Status
            is PaymentIntentStatus.Expired or PaymentIntentStatus.Invalid or PaymentIntentStatus.Cancelled;
        Assert.Equal(
            (isClosed ? DifferenceKind.MoneyOnClosed : DifferenceKind.OtherPaid, one.InvoiceId),
            Single(Differences(order.Story, Replaced(all, one with { AmountPaid = one.AmountPaid + 0.01m }))));
    }, iter: 1_000);

    [Fact]
    public void Less_money_or_more_that_went_back_is_paid_otherwise() =>
        Gen.Select(Orders, Gen.Bool).Sample((order, isRefund) =>
        {
            var (all, one) = Picked(order);
            if (one.AmountPaid == 0) return;
            var other = isRefund
                ? one with { AmountRefunded = one.AmountRefunded + 0.01m }
                : one with { AmountPaid = one.AmountPaid - 0.01m };
            Assert.Equal(
                (DifferenceKind.OtherPaid, one.InvoiceId), Single(Differences(order.Story, Replaced(all, other))));
        }, iter: 1_000);

    [Fact]
    public void What_a_list_shows_twice_counts_once() => Orders.Sample(order => Assert.Empty(
        Differences(order.Story, [.. List(order.Story), .. List(order.Story)])), iter: 500);

    [Fact]
    public void Times_are_told_by_the_processors_clock()
    {
        var story = Story.Requested();
        var ahead = story.New("inv-1") with { CreatedAt = story.Now.AddHours(1) };
        story.Do(at => new Command.RecordInvoice(story.Intent!.Current.AttemptId, ahead, at));

        Assert.Equal(ahead.CreatedAt, Assert.Single(OrderSide.Of(story.Intent!, Account).Invoices).CreatedAt);
    }

    [Fact]
    public void Invoices_of_other_accounts_are_none_of_its_own()
    {
        var other = OrderSide.Of(Story.Opened().Intent!, "other");
        Assert.Empty(other.Invoices);
    }

    private static (List<ListedInvoice> All, ListedInvoice One) Picked((Story Story, int Which) order)
    {
        var all = List(order.Story);
        return (all, all[order.Which % all.Count]);
    }

    private static List<ListedInvoice> Replaced(List<ListedInvoice> all, ListedInvoice one) =>
        [.. all.Select(invoice => invoice.InvoiceId == one.InvoiceId ? one : invoice)];

    /// <summary>What a processor shows where it and the order agree.</summary>
    private static List<ListedInvoice> List(Story story) =>
        [.. story.Intent!.Attempts.Where(attempt => attempt.Invoice is not null)
            .Select(attempt => ListedInvoice.Of(attempt.Invoice!))];

    private static IReadOnlyList<Difference> Differences(Story story, IEnumerable<ListedInvoice> list) =>
        Comparison.Of(story.Intent!.Order, OrderSide.Of(story.Intent, Account), list);

    private static (DifferenceKind, string) Single(IEnumerable<Difference> differences) =>
        Assert.Single(differences.Select(difference => (difference.Kind, difference.InvoiceId)));
}
