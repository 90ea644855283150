using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Statements;

namespace CryptoPay.Payments.Tests.Statements;

public class StatementLinesTests
{
    [Fact]
    public void A_plain_payment_is_one_line_with_its_coins_and_its_rate()
    {
        var story = Story.Opened();
        story.See(Transfers(story, InvoiceStatus.Confirming, 0.002m)).After(TimeSpan.FromMinutes(10))
            .See(Transfers(story, InvoiceStatus.Settled, 0.002m));

        var line = Assert.Single(All(story));

        Assert.Equal(
            (StatementKind.Settled, 100m, "sandbox", "inv-1", "CC-1001", 0.002m, 50_000m),
            (line.Kind, line.Amount, line.Account, line.InvoiceId, line.OrderId, line.CryptoAmount, line.Rate));
        Assert.Equal(story.Now, line.At);
    }

    [Fact]
    public void What_is_above_the_price_is_excess_and_has_its_share_of_the_coins()
    {
        var story = Story.Opened();
        story.See(Transfers(story, InvoiceStatus.Settled, 0.0025m, 125m));

        Assert.Equal(["Settled 100 0.002", "Excess 25 0.0005"], Texts(story));
    }

    [Fact]
    public void An_order_of_two_invoices_has_a_line_of_each() => Assert.Equal(
        ["Settled 40 inv-1", "Settled 60 inv-2"],
        All(Story.Opened().See(InvoiceStatus.Expired, 40m, confirmed: true).NextInvoice("inv-2")
            .See(InvoiceStatus.Settled, 60m)).Select(line => $"{line.Kind} {line.Amount:0.##} {line.InvoiceId}"));

    [Fact]
    public void Money_that_settles_a_month_later_leaves_what_was_not_settled()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired, 40m, confirmed: true);
        var december = story.Now.AddDays(10);
        story.After(TimeSpan.FromDays(20)).NextInvoice("inv-2").See(InvoiceStatus.Settled, 60m);

        Assert.Equal(["Unsettled 40"], Texts(story, to: december));
        Assert.Equal(["Settled 40", "Settled 60", "Unsettled -40"], Texts(story, from: december));
    }

    [Fact]
    public void A_refund_is_a_line_below_zero_by_its_ID_in_the_month_that_it_goes_out()
    {
        var story = RefundStory.Paid().Do(RefundStory.Ask("r1", 30m));
        var december = story.Now.AddDays(10);
        story.After(TimeSpan.FromDays(20)).Do(RefundStory.Out("r1", 30m));

        Assert.Equal(["Settled 100"], Texts(story, to: december));
        var line = Assert.Single(All(story, from: december));
        Assert.Equal(
            (StatementKind.Refund, -30m, "r1", "inv-1"), (line.Kind, line.Amount, line.RefundId, line.InvoiceId));
    }

    [Fact]
    public void What_a_person_says_went_back_is_a_refund_without_an_ID() => Assert.Equal(
        ["Settled 100", "Refund -100"], Texts(RefundStory.Paid().Do(Resolve(ReviewOutcome.Returned, 100m))));

    [Fact]
    public void Late_money_that_a_person_credits_says_so() => Assert.Equal(
        ["LateCredited 100"],
        Texts(Story.Opened().See(InvoiceStatus.Expired, 100m, InvoiceQualifiers.PaidLate, confirmed: true)
            .Do(Resolve(ReviewOutcome.Credited))));

    [Fact]
    public void What_of_a_credited_order_no_processor_shows_is_told_apart_from_money() => Assert.Equal(
        ["Credited 90", "CreditedWithoutMoney 10"],
        Texts(Story.Opened().See(InvoiceStatus.Invalid, 90m, confirmed: true).Do(Resolve(ReviewOutcome.Credited))));

    [Fact]
    public void Money_that_went_again_before_it_settled_is_no_line() => Assert.Empty(Texts(
        Story.Opened().See(InvoiceStatus.Confirming, 100m).See(InvoiceStatus.Open).See(InvoiceStatus.Open)));

    [Fact]
    public void What_folded_entries_said_is_told_by_the_one_that_stands_for_them()
    {
        var story = Story.Opened();
        for (var i = 0; i <= RowBounds.EntriesMax; i++)
            story.After(TimeSpan.FromMinutes(1)).See(InvoiceStatus.Confirming, i % 2);
        story.See(InvoiceStatus.Settled, 100m).ReadFails();
        for (var i = 0; i < 3; i++) story.After(TimeSpan.FromHours(1)).Do(at => new Command.Wake(at) { Who = "ops" });

        Assert.Contains(story.History, entry => entry.Data.ContainsKey("folded"));
        Assert.Equal(["Settled 100"], Texts(story));
    }

    [Fact]
    public void An_erased_order_has_its_amounts_still()
    {
        var story = RefundStory.Paid();
        var before = All(story);
        story.After(TimeSpan.FromDays(60)).Do(at => new Command.Erase(new Sensitive("other"), "customer", false, at));

        Assert.NotNull(story.Intent!.ErasedAt);
        Assert.Equal(before, All(story));
    }

    private static Invoice Transfers(Story story, InvoiceStatus status, decimal coins, decimal paid = 100m) =>
        story.Invoice with
        {
            Status = status,
            AmountPaid = paid,
            Payments =
            [
                new Payment(new Sensitive("tx-1"), coins, true),
                new Payment(new Sensitive("tx-2"), 1m, true, IsInvalid: true),
            ],
        };

    private static Func<DateTimeOffset, Command> Resolve(ReviewOutcome outcome, decimal? amount = null) => at =>
        new Command.Resolve(new ReviewResolution(outcome, amount is null ? "" : "inv-1", amount, "why", "ops"), at);

    private static IEnumerable<StatementLine> All(
        Story story, DateTimeOffset? from = null, DateTimeOffset? to = null) =>
        StatementLines.Of(
            story.Intent!, story.History, from ?? DateTimeOffset.MinValue, to ?? DateTimeOffset.MaxValue);

    private static IEnumerable<string> Texts(Story story, DateTimeOffset? from = null, DateTimeOffset? to = null) =>
        All(story, from, to).Select(line => FormattableString.Invariant(
            $"{line.Kind} {line.Amount:0.##} {line.CryptoAmount:0.####}").TrimEnd());
}
