using System.Collections.Immutable;
using CryptoPay.Payments.PaymentIntents;
using CryptoPay.Payments.Processors;

namespace CryptoPay.Payments.Tests.Deciding;

public class LookUpTests
{
    [Fact]
    public void An_invoice_of_our_own_attempt_is_adopted_after_a_lost_answer()
    {
        var story = Story.Requested();
        Find(story, story.New("inv-1"));
        Assert.Equal(("AwaitingPayment", "inv-1"), (story.View.Status, story.Invoice.InvoiceId));
    }

    [Fact]
    public void The_oldest_of_twins_is_adopted_and_the_other_is_made_unpayable()
    {
        var story = Story.Requested();
        Find(story, story.New("younger") with { CreatedAt = story.Now.AddSeconds(1) }, story.New("older"));
        Assert.Equal("older", story.Invoice.InvoiceId);
        Assert.Equal(["younger"], Owed(story));
    }

    [Fact]
    public void Other_money_or_another_attempt_is_not_adopted()
    {
        var story = Story.Requested();
        var own = story.New("inv-1");
        Find(story, own with { InvoiceId = "a", Price = own.Price with { Amount = 99m } },
            own with { InvoiceId = "b", AttemptId = "another" });
        Assert.Equal("Requested", story.View.Status);
        Assert.Equal(["a", "b"], Owed(story).Order());
    }

    [Fact]
    public void An_invoice_that_was_made_worthless_is_not_adopted()
    {
        var story = Story.Requested();
        Find(story, story.New("inv-1") with { Status = InvoiceStatus.Invalid });
        Assert.True(story.Intent!.OwesInvoice);
        Assert.Empty(story.Intent.UnpayableOwed);
    }

    [Fact]
    public void A_stray_with_money_is_reviewed_and_not_counted()
    {
        var story = Story.Opened();
        Find(story, story.Invoice, story.New("stray") with { Status = InvoiceStatus.Confirming, AmountPaid = 100m });
        Assert.Equal(("Payment Under Review", "0.00"), (story.View.CaseStatus, story.View.AmountPaid));
        Assert.Empty(story.Intent!.UnpayableOwed);
    }

    [Fact]
    public void A_stray_that_cannot_be_made_unpayable_is_reviewed()
    {
        var story = Story.Opened();
        Find(story, story.New("stray"));
        story.Do(at => new Command.RecordUnpayable(new InvoiceKey("sandbox", "stray"), Done: false, at));
        Assert.Empty(story.Intent!.UnpayableOwed);
        Assert.True(story.Intent.Has(PaymentIntentQualifiers.Review));
    }

    [Fact]
    public void The_same_look_up_again_adds_nothing()
    {
        var story = Story.Opened();
        var stray = story.New("stray");
        Find(story, story.Invoice, stray);
        Assert.Empty(story.EventsOf(at => new Command.RecordLookUp("sandbox", [story.Invoice, stray], at, at)));
    }

    [Fact]
    public void A_second_invoice_for_a_recorded_attempt_is_a_stray()
    {
        var story = Story.Opened();
        story.Do(at => new Command.RecordInvoice("attempt-1", story.New("inv-2"), at));
        Assert.Equal("inv-1", story.Invoice.InvoiceId);
        Assert.Equal(["inv-2"], Owed(story));
    }

    private static IEnumerable<string> Owed(Story story) =>
        story.Intent!.UnpayableOwed.Select(invoice => invoice.InvoiceId);

    private static void Find(Story story, params ImmutableArray<Invoice> invoices) =>
        story.Do(at => new Command.RecordLookUp("sandbox", invoices, at, at));
}
