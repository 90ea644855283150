using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Reconciling;
using CryptoPay.Payments.Statements;
using CsCheck;

namespace CryptoPay.Payments.Tests.Statements;

/// <summary>What is true of the statement of every life, however unlikely.</summary>
public class EveryStatementTests
{
    private static readonly ImmutableArray<StatementKind> Came =
    [
        StatementKind.Settled, StatementKind.LateCredited, StatementKind.Credited, StatementKind.Excess,
        StatementKind.Unsettled,
    ];

    private static readonly Gen<Step> Resolutions = Gen.Select(Gen.Enum<ReviewOutcome>(), Gen.Int[1, 12_000])
        .Select((outcome, cents) => (Step)new Step.Resolve(outcome, cents));

    private static readonly Gen<Step> Transfers = Gen.Select(Gen.Int[0, 9_000].Array[0, 12], Gen.Int[-5_000, 9_000])
        .Select((cents, refunded) => (Step)new Step.SeeTransfers(cents, Math.Max(0, refunded)));

    /// <summary>Amounts finer than a cent, as a processor's sum may be.</summary>
    private static readonly Gen<Step> FineReads = Gen.Select(Lives.Reads, Gen.Int[0, 99]).Select((step, fine) =>
        step is Step.Read read ? (Step)(read with { Paid = read.Paid + fine / 10_000m }) : step);

    private static readonly Gen<Step> Months =
        Lives.OneOf(10, 31).Select(days => (Step)new Step.Pass(days * 86_400));

    private static readonly Gen<Story> Stories = Gen.OneOf(Lives.Steps, Resolutions, Transfers, FineReads, Months)
        .Array[0, 40].Select(Lives.Live);

    [Fact]
    public void Its_lines_add_up_to_the_cent_to_what_the_order_holds() => Stories.Sample(story =>
    {
        var (intent, lines) = (story.Intent!, All(story));

        Assert.Equal(Cents(Sums.AmountPaid(intent)), Of(lines, Came));
        Assert.Equal(-Cents(Sums.AmountRefunded(intent)), Of(lines, [StatementKind.Refund]));
        var isSettled = intent.Status == PaymentIntentStatus.Settled;
        Assert.Equal(isSettled ? 0 : Cents(Sums.AmountPaid(intent)), Of(lines, [StatementKind.Unsettled]));
        Assert.Equal(
            isSettled ? Math.Max(0, Cents(Sums.AmountPaid(intent)) - intent.Price.Amount) : 0,
            Of(lines, [StatementKind.Excess]));
        Assert.InRange(Of(lines, [StatementKind.CreditedWithoutMoney]), 0, intent.IsCredited ? 100m : 0m);
        Assert.All(lines, line => Assert.Equal(line.Amount, Cents(line.Amount)));
    }, iter: 1_000);

    [Fact]
    public void What_came_is_what_a_reconciliation_compares_with_the_processors() => Stories.Sample(story =>
    {
        var intent = story.Intent!;
        var compared = intent.Accounts.SelectMany(account => OrderSide.Of(intent, account).Invoices)
            .Sum(invoice => invoice.Side.AmountPaid);

        Assert.Equal(Cents(compared), Of(All(story), Came));
    }, iter: 1_000);

    [Fact]
    public void Its_coins_add_up_to_the_coins_that_came() => Stories.Sample(story => Assert.Equal(
        story.Intent!.Attempts.Sum(attempt => attempt.Invoice is { } invoice
            ? invoice.Payments.Sum(payment => payment.Value) + (invoice.OtherPayments?.Value ?? 0)
            : 0),
        All(story).Sum(line => line.CryptoAmount ?? 0)), iter: 1_000);

    [Fact]
    public void Months_add_up_to_the_whole_wherever_they_are_cut() =>
        Gen.Select(Stories, Gen.Int[1, 80].Array[0, 4]).Sample((story, days) =>
        {
            var cuts = days.Order().Select(day => Story.Start.AddDays(day)).Prepend(DateTimeOffset.MinValue)
                .Append(DateTimeOffset.MaxValue).ToList();
            var months = cuts.Zip(cuts.Skip(1))
                .SelectMany(month => StatementLines.Of(story.Intent!, story.History, month.First, month.Second))
                .ToList();
            Assert.All(
                Enum.GetValues<StatementKind>(), kind => Assert.Equal(Of(All(story), [kind]), Of(months, [kind])));
        }, iter: 1_000);

    [Fact]
    public void Each_line_is_of_an_entry_that_storages_index() => Stories.Sample(story =>
    {
        var indexed = story.History.Where(entry =>
            StatementLines.Events.Contains(entry.Event) || entry.Data.ContainsKey("folded")).Select(entry => entry.At);
        Assert.Subset(indexed.ToHashSet(), All(story).Select(line => line.At).ToHashSet());
    }, iter: 1_000);

    [Fact]
    public void A_month_that_is_over_stays_as_it_was() => Gen.Select(Stories, Lives.Steps.Array[0, 15]).Sample(
        (story, steps) =>
        {
            var end = story.Now.AddMilliseconds(1);
            var before = StatementLines.Of(story.Intent!, story.History, DateTimeOffset.MinValue, end);
            story.After(TimeSpan.FromDays(1));
            foreach (var step in steps) step.Live(story);
            Assert.Equal(before, StatementLines.Of(story.Intent!, story.History, DateTimeOffset.MinValue, end));
        }, iter: 1_000);

    private static ImmutableArray<StatementLine> All(Story story) => StatementLines.Of(
        story.Intent!, story.History, DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    private static decimal Of(IEnumerable<StatementLine> lines, ImmutableArray<StatementKind> kinds) =>
        lines.Where(line => kinds.Contains(line.Kind)).Sum(line => line.Amount);

    private static decimal Cents(decimal amount) => Math.Round(amount, 2, MidpointRounding.AwayFromZero);
}
