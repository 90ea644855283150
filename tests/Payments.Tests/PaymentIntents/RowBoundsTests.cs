using System.Collections.Immutable;
using CryptoPay.Payments.Messages;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.Tests.PaymentIntents;

/// <summary>What is asked for beyond a bound is refused in words or kept as a sum, and never lost in silence.</summary>
public class RowBoundsTests
{
    [Fact]
    public void A_first_create_has_at_most_twenty_metadata_keys()
    {
        Assert.Equal(20, new Story().Do(at => Create(at, 0, 20)).Intent!.Metadata.Count);
        Assert.Equal(Refusal.TooManyMetadataKeys, new Story().RefusalOf(at => Create(at, 0, 21)));
    }

    [Fact]
    public void A_repeat_is_never_refused_for_them_known_keys_are_replaced_and_new_ones_kept_while_there_is_room()
    {
        var story = new Story().Do(at => Create(at, 0, 15)).Do(at => Create(at, 10, 30, "new"));
        Assert.Equal(Keys(0, 20), story.Intent!.Metadata.Keys);
        Assert.Equal(Keys(10, 10), story.Intent.Metadata.Where(pair => pair.Value.Value == "new").Select(p => p.Key));
    }

    [Fact]
    public void That_new_keys_were_not_kept_stands_in_the_history_once_and_the_same_again_changes_nothing()
    {
        var story = new Story().Do(at => Create(at, 0, 20));
        Assert.Equal(7, story.EventsOf(at => Create(at, 20, 7)).OfType<Event.MetadataDropped>().Single().Count);
        Assert.Empty(story.Do(at => Create(at, 20, 7)).EventsOf(at => Create(at, 40, 20)));
    }

    [Fact]
    public void The_twenty_first_invoice_is_refused_and_nobody_is_asked_to_want_it()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired);
        for (var i = 2; i <= 20; i++)
        {
            Assert.Equal("new_invoice", story.View.ActionRequired);
            story.NextInvoice($"inv-{i}").See(InvoiceStatus.Expired);
        }

        Assert.Equal(Refusal.TooManyInvoices, story.RefusalOf(at => new Command.StartInvoice("x", "sandbox", at)));
        Assert.Equal(("none", CustomerMessage.OutOfInvoices), (story.View.ActionRequired, story.View.CustomerMessage));
        Assert.Equal("Settled", story.See(InvoiceStatus.Settled, 100m).View.Status);
    }

    [Fact]
    public void A_part_that_came_by_the_last_invoice_is_reviewed_as_the_rest_can_be_paid_by_none()
    {
        var story = Story.Opened().See(InvoiceStatus.Expired);
        for (var i = 2; i <= 20; i++) story.NextInvoice($"inv-{i}").See(InvoiceStatus.Expired);
        story.See(InvoiceStatus.Expired, 40m, InvoiceQualifiers.Underpaid, confirmed: true);
        Assert.Equal(["out_of_invoices:40"], Reviews.Open(story.Intent!));
        Assert.Equal("40.00", story.View.AmountPaid);
    }

    [Fact]
    public void The_twenty_first_refund_is_refused_and_a_known_one_is_found_still()
    {
        var story = Story.Opened().See(InvoiceStatus.Settled, 100m);
        for (var i = 1; i <= 20; i++) story.Do(at => Refund($"R-{i}", at));
        Assert.Equal(Refusal.TooManyRefunds, story.RefusalOf(at => Refund("R-21", at)));
        Assert.Empty(story.EventsOf(at => Refund("R-1", at)));
    }

    [Fact]
    public void After_fifty_answers_of_people_it_stays_as_it_is()
    {
        var story = Story.Opened().See(InvoiceStatus.Settled, 100m);
        for (var i = 1; i <= 50; i++) story.Do(at => Returned(0.01m * i, at));
        Assert.Equal(Refusal.TooManyResolutions, story.RefusalOf(at => Returned(1m, at)));
        Assert.Empty(story.EventsOf(at => Returned(0.50m, at)));
        Assert.Equal(0.50m, Sums.AmountRefunded(story.Intent!));
    }

    [Fact]
    public void Beyond_fifty_flags_a_new_one_is_reviewed_and_takes_the_place_of_an_answered_one()
    {
        var story = Story.Opened();
        for (var i = 1; i <= 60; i++) StrayPaid(story, i);
        Assert.Equal((50, "stray_paid:stray:60"), (story.Intent!.Flags.Length, story.Intent.Flags[^1]));
        story.Do(NothingOwed);
        Assert.Empty(Reviews.Open(story.Intent));
        Assert.Empty(StrayPaid(story, 60).Intent!.Flags.Except(story.Intent.AnsweredFacts));
        Assert.Equal(["stray_paid:stray:61"], Reviews.Open(StrayPaid(story, 61).Intent!));
        Assert.Equal(["stray_paid:stray:61"], Reviews.Open(StrayPaid(StrayPaid(story, 1), 60).Intent!));
        Assert.Equal(50, story.Intent.Flags.Length);
    }

    [Fact]
    public void Beyond_twenty_strays_a_person_is_told_and_money_on_one_is_told_by_itself()
    {
        var story = Story.Opened();
        var strays = Enumerable.Range(1, 30).Select(i => story.New($"stray-{i:00}"));
        story.Do(at => new Command.RecordLookUp("sandbox", [.. strays], at, at));
        Assert.Equal((20, 20), (story.Intent!.Strays.Length, story.Intent.UnpayableOwed.Length));
        Assert.Equal(["too_many_strays"], Reviews.Open(story.Intent));
        story.Do(at => new Command.RecordLookUp("sandbox", [story.New("stray-30") with { AmountPaid = 5m }], at, at));
        Assert.Contains("stray_paid:stray-30:5", Reviews.Open(story.Intent));
    }

    [Fact]
    public void An_order_that_is_above_a_bound_already_works_and_keeps_what_it_has()
    {
        var old = new Story().Do(at => Create(at, 0, 20)).Open("inv-1").Intent!;
        old = old with
        {
            Metadata = old.Metadata.AddRange(Keys(20, 500).Select(key => KeyValuePair.Create(key, new Sensitive("v")))),
            Attempts =
            [
                .. Enumerable.Range(2, 30).Select(i => old.Current with
                {
                    AttemptId = $"old-{i}", Invoice = old.Current.Invoice! with { InvoiceId = $"old-{i}" },
                }),
                old.Current,
            ],
            Flags = [.. Enumerable.Range(0, 80).Select(i => $"old:{i}")],
        };
        var story = new Story(old).Do(at => Create(at, 500, 30, "new"));
        Assert.Equal(520, story.Intent!.Metadata.Count);
        Assert.Equal(20, story.Intent.Metadata.Count(pair => pair.Value.Value == "new"));
        Assert.Equal("Settled", story.See(InvoiceStatus.Settled, 100m).View.Status);
        Assert.Equal("review", story.View.ActionRequired);
        Assert.Equal("paid", story.Do(NothingOwed).View.Outcome);
    }

    private static IEnumerable<string> Keys(int first, int count) =>
        Enumerable.Range(first, count).Select(i => $"key-{i:000}");

    private static Command Create(DateTimeOffset at, int firstKey, int count, string value = "old") =>
        new Command.Create(
            Story.Request() with
            {
                Metadata = Keys(firstKey, count)
                    .ToImmutableSortedDictionary(key => key, _ => new Sensitive(value), StringComparer.Ordinal),
            },
            Story.NewIntent(), at);

    private static Command Refund(string refundId, DateTimeOffset at) =>
        new Command.RequestRefund(refundId, "key", 0.01m, ["sandbox"], at);

    private static Command Returned(decimal amount, DateTimeOffset at) => new Command.Resolve(
        new ReviewResolution(ReviewOutcome.Returned, "inv-1", amount, "why", "ops"), at);

    private static Command NothingOwed(DateTimeOffset at) => new Command.Resolve(
        new ReviewResolution(ReviewOutcome.NothingOwed, "", null, "why", "ops"), at);

    private static Story StrayPaid(Story story, decimal amount) => story.Do(at => new Command.RecordLookUp(
        "sandbox", [story.New("stray") with { AmountPaid = amount }], at, at));
}
