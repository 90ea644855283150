using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;
using CryptoPay.Payments.Watching;

namespace CryptoPay.Payments.Tests.Deciding;

public class DuplicateTests
{
    [Fact]
    public void The_same_create_again_adds_nothing()
    {
        var story = Story.Opened();
        Assert.Empty(story.EventsOf(at => new Command.Create(Story.Request(), Story.NewIntent(), at)));
        Assert.Empty(story.EventsOf(at => new Command.Create(Story.Request(100.00m), Story.NewIntent(), at)));
    }

    [Fact]
    public void Other_money_for_the_same_order_is_refused()
    {
        var story = Story.Opened();
        var same = Story.Request();
        CreatePaymentIntent[] others =
        [
            same with { Price = same.Price with { Amount = 100.01m } },
            same with { Price = same.Price with { Currency = "EUR" } },
            same with { CryptoCode = "LTC" },
            same with { Account = "another" },
        ];
        foreach (var other in others)
        {
            Assert.Equal(
                Refusal.OrderConflict, story.RefusalOf(at => new Command.Create(other, Story.NewIntent(), at)));
        }
    }

    [Fact]
    public void Other_metadata_replaces_per_key()
    {
        var story = new Story().Do(
            at => new Command.Create(With(("agentId", "a"), ("caseId", "1")), Story.NewIntent(), at));
        story.Do(at => new Command.Create(With(("agentId", "b"), ("sessionId", "s")), Story.NewIntent(), at));
        Assert.Equal(
            [("agentId", "b"), ("caseId", "1"), ("sessionId", "s")],
            story.Intent!.Metadata.Select(pair => (pair.Key, pair.Value.Value)));

        static CreatePaymentIntent With(params (string Key, string Value)[] metadata) => Story.Request() with
        {
            Metadata = metadata.ToImmutableSortedDictionary(
                m => m.Key, m => new Sensitive(m.Value), StringComparer.Ordinal),
        };
    }

    [Fact]
    public void Failure_12_a_repeated_observation_adds_nothing()
    {
        var story = Story.Opened().See(InvoiceStatus.Confirming, 100m);
        var again = story.Invoice with { Payments = [.. story.Invoice.Payments] };
        Assert.Empty(story.EventsOf(at => new Command.Observe("sandbox", again, at)));
    }

    [Fact]
    public void A_wake_that_is_already_due_adds_nothing()
    {
        var story = Story.Opened().Do(at => new Command.Wake(at));
        Assert.Empty(story.EventsOf(at => new Command.Wake(at)));
    }

    [Fact]
    public void That_somebody_asks_for_a_read_stands_in_the_history_once_until_it_is_answered()
    {
        Command Ask(DateTimeOffset at) => new Command.Wake(at) { Who = "operator" };
        Assert.IsType<Event.ReadAsked>(Story.Opened().EventsOf(Ask)[0]);
        Assert.Empty(Story.Opened().Do(Ask).EventsOf(Ask));
        Assert.DoesNotContain(
            Story.Opened().EventsOf(at => new Command.Wake(at)), happened => happened is Event.ReadAsked);
    }

    [Fact]
    public void Without_an_invoice_there_is_something_to_find_once_none_is_waited_for()
    {
        var story = Story.Requested();
        Assert.Empty(story.EventsOf(at => new Command.Wake(at)));
        story.Do(at => new Command.RecordRefusal("attempt-1", "no", MayExist: true, at)).Do(at => new Command.Wake(at));
        Assert.Contains(story.OwedNow(), work => work.Lane.Kind == WorkKind.ReadInvoices && work.DueAt <= story.Now);
    }

    [Fact]
    public void A_wake_that_comes_during_a_read_is_not_answered_by_it()
    {
        var story = Story.Opened().After(TimeSpan.FromSeconds(10));
        var startedAt = story.Now;
        story.After(TimeSpan.FromSeconds(1)).Do(at => new Command.Wake(at));
        story.Do(at => new Command.FinishReading(startedAt, true, at));
        Assert.NotNull(story.Intent!.ReadDueAt);
        story.See(story.Invoice);
        Assert.Null(story.Intent!.ReadDueAt);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Nor_is_a_second_wake_though_the_read_answers_the_first(int secondsLater)
    {
        var story = Story.Opened().After(TimeSpan.FromSeconds(10)).Do(at => new Command.Wake(at));
        var startedAt = story.Now;
        story.After(TimeSpan.FromSeconds(secondsLater)).Do(at => new Command.Wake(at, startedAt));
        Assert.Empty(story.EventsOf(at => new Command.Wake(at, startedAt)));
        story.Do(at => new Command.FinishReading(startedAt, true, at));
        Assert.NotNull(story.Intent!.ReadDueAt);
    }

    [Fact]
    public void A_next_invoice_while_one_is_open_is_the_same_one() =>
        Assert.Empty(Story.Opened().EventsOf(at => new Command.StartInvoice("attempt-2", "sandbox", at)));

    [Fact]
    public void A_next_invoice_is_refused_when_settled_cancelled_or_nothing_is_due()
    {
        Command Next(DateTimeOffset at) => new Command.StartInvoice("attempt-2", "sandbox", at);
        Assert.Equal(Refusal.AlreadySettled, Story.Opened().See(InvoiceStatus.Settled, 100m).RefusalOf(Next));
        Assert.Equal(Refusal.AlreadyCancelled, Story.Opened().Cancelled().RefusalOf(Next));
        Assert.Equal(Refusal.NothingDue,
            Story.Opened().See(InvoiceStatus.Expired, 100m, InvoiceQualifiers.PaidLate).RefusalOf(Next));
    }

    [Fact]
    public void A_cancel_is_refused_once_money_is_seen_and_repeats_quietly()
    {
        Command Cancel(DateTimeOffset at) => new Command.Cancel(at);
        Assert.Equal(Refusal.MoneySeen, Story.Opened().See(InvoiceStatus.Open, 1m).RefusalOf(Cancel));
        Assert.Equal(Refusal.AlreadySettled, Story.Opened().See(InvoiceStatus.Settled, 100m).RefusalOf(Cancel));
        Assert.Empty(Story.Opened().Cancelled().EventsOf(Cancel));
    }

    [Fact]
    public void A_cancel_withdraws_the_invoice_also_one_that_is_still_being_made()
    {
        Assert.Equal([new InvoiceKey("sandbox", "inv-1")], Story.Opened().Cancelled().Intent!.UnpayableOwed);
        Assert.Equal(
            [new InvoiceKey("sandbox", "inv-9")], Story.Requested().Cancelled().Open("inv-9").Intent!.UnpayableOwed);
    }
}
